import HostPlatform
import TwoFactor

/// What runs on the store's thread: takes the commands that wait together, carries them out in one transaction, and
/// delivers their answers together.
final class StoreWorker: Sendable {
  /// The most commands of one transaction, so that the first of many does not wait for the last for long.
  private static let batchLimit = 128

  private let path: String
  private let key: SealingKey
  private let options: DatabaseOptions
  private let queue: CommandQueue
  private let deliver: Store.Delivery

  init(
    path: String, key: SealingKey, options: DatabaseOptions, queue: CommandQueue, deliver: @escaping Store.Delivery
  ) {
    self.path = path
    self.key = key
    self.options = options
    self.queue = queue
    self.deliver = deliver
  }

  /// Runs until the queue is closed and everything in it is answered.
  func run() {
    var database: Database?
    while let batch = queue.next(limit: Self.batchLimit) {
      let results = carryOut(batch.map(\.command), on: &database)
      deliver {
        for (command, result) in zip(batch, results) { command.done(result) }
      }
    }
    database?.checkpoint()
  }

  private func carryOut(
    _ commands: [StoreCommand], on database: inout Database?
  ) -> [Result<StoreResult, StoreFailure>] {
    do throws(StoreFailure) {
      let open: Database
      if let database {
        open = database
      } else {
        open = try Database(path: path, key: key, options: options)
      }
      let results = open.carryOut(commands)
      // A damaged or vanished file may have been put right by the time of the next command.
      database = open.isInDoubt ? nil : open
      return results
    } catch {
      return commands.map { _ in .failure(error) }
    }
  }
}
