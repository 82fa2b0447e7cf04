import DeviceModel
import Testing

@Suite("A transport's write ledger")
struct WriteLedgerTests {
  @Test("without a driver nothing is admitted, and each wish is counted and told")
  func nobody() {
    let ledger = WriteLedger()
    #expect(!ledger.admits())
    ledger.identify()
    #expect(!ledger.admits() && ledger.ground == nil && ledger.refusals == 2)
    var told = 0
    ledger.begin { told += 1 }
    #expect(ledger.admits() && told == 0)
    ledger.end()
    #expect(!ledger.admits() && told == 1 && ledger.refusals == 3)
    #expect(ledger.total == 0)
  }

  @Test("what is written is kept by the ground that there was")
  func grounds() {
    let ledger = WriteLedger()
    ledger.begin()
    ledger.record(3)
    ledger.identify()
    ledger.record(4)
    ledger.record(1)
    #expect(ledger.written == [.named: 3, .identified: 5] && ledger.total == 8)
  }
}
