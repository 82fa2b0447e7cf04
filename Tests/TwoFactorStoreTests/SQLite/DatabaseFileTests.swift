import Foundation
import Testing
import TwoFactor

@testable import TwoFactorStore

@Suite("The database's file", .serialized)
struct DatabaseFileTests {
  let folder = TemporaryFolder()

  private func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  @Test("the file and its log are their owner's alone, whatever the umask", arguments: [mode_t(0), 0o022, 0o077])
  func umasks(mask: mode_t) async {
    let before = umask(mask)
    let store = TestStore.open(folder.database)
    _ = await store.answer(.addAccount(TestStore.name(1), at: .zero))
    umask(before)
    for suffix in ["", "-wal", "-shm"] { #expect(mode(folder.database + suffix) == 0o600) }
    store.close()
  }

  @Test("a file that others may read is taken from them")
  func narrowed() async {
    let first = TestStore.open(folder.database)
    _ = await first.answer(.addAccount(TestStore.name(1), at: .zero))
    first.close()
    chmod(folder.database, 0o644)
    let second = TestStore.open(folder.database)
    #expect(await second.answer(.findAccount(TestStore.name(1))).failure == nil)
    #expect(mode(folder.database) == 0o600)
    second.close()
  }
}
