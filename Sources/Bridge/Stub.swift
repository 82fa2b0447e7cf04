import LocalAPI
import HostPlatform
import TwoFactor
final class HTTPServer { init(loop: EventLoop, handler: APIHandler, operators: Set<UInt32>, log: Log) {}
 func listen(unix path: String) throws {}
 func listen(loopback address: String, port: UInt16) throws -> UInt16 { 0 }
 func publish(_ e: APIEvent) {}
 func close() {} }
final class Store: Sendable { init(path: String, key: SealingKey, deliver: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) {}
func perform(_ command: StoreCommand, _ done: @escaping @Sendable (Result<StoreResult, StoreFailure>) -> Void) {}
func close() {} }
