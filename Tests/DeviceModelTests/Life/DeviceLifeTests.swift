import DeviceModel
import Testing

struct DeviceLifeTests {
  typealias Life = DeviceLife

  private func life(_ events: Life.Event...) -> Life {
    var life = Life()
    for event in events { _ = life.handle(event, at: .zero) }
    return life
  }

  @Test("from plugging in over identifying to ready, claimed and back, and gone")
  func course() {
    var life = Life()
    #expect(life.state == .present)
    #expect(life.handle(.adopted, at: .zero) == [.tell, .open])
    #expect(life.state == .identifying)
    #expect(life.handle(.identified, at: .zero) == [.tell])
    #expect(life.state == .ready)
    #expect(life.handle(.wanted, at: .zero) == [.tell])
    #expect(life.state == .claimed)
    #expect(life.handle(.unwanted, at: .zero) == [.tell])
    #expect(life.state == .ready)
    #expect(life.handle(.unplugged, at: .zero) == [.close, .tell])
    #expect(life.state == .gone)
  }

  @Test("a device that becomes ready while a login waits is claimed at once")
  func lateForTheLogin() {
    #expect(life(.adopted, .wanted, .identified).state == .claimed)
    #expect(life(.adopted, .wanted, .unwanted, .identified).state == .ready)
  }

  @Test("a busy device is closed, watched, and taken when its node tells that it was given back")
  func busy() {
    var life = life(.adopted)
    let busy = DeviceState.busy(holder: "brltty, pid 4")
    #expect(life.handle(.refused(busy), at: .zero) == [.close, .tell, .watchNode])
    #expect(life.state == busy)
    #expect(life.handle(.nodeChanged, at: .zero) == [.unwatchNode, .open])
    #expect(life.state == busy, "it is busy until it is known not to be")
    #expect(life.handle(.refused(busy), at: .zero) == [.close, .watchNode], "the same state is not told twice")
    #expect(life.handle(.nodeChanged, at: .zero) == [.unwatchNode, .open])
    #expect(life.handle(.identified, at: .zero) == [.tell])
    #expect(life.state == .ready)
  }

  @Test("after a refusal it is looked at again a few times within a second or so, and then only when something changes")
  func looks() {
    var life = life(.adopted)
    var now = Duration.zero
    for pause in Life.pauses {
      _ = life.handle(.refused(.busy(holder: "x")), at: now)
      #expect(life.nextDeadline == now + pause)
      #expect(life.handle(.deadline, at: now) == [], "not before its time")
      now += pause
      #expect(life.handle(.deadline, at: now) == [.unwatchNode, .open])
    }
    _ = life.handle(.refused(.busy(holder: "x")), at: now)
    #expect(life.nextDeadline == nil)
    _ = life.handle(.nodeChanged, at: now)
    _ = life.handle(.refused(.busy(holder: "x")), at: now)
    #expect(life.nextDeadline == now + Life.pauses[0], "what the kernel tells is worth new looks")
  }

  @Test("a device that may not be opened waits for its rights alone")
  func forbidden() {
    var life = life(.adopted)
    #expect(life.handle(.refused(.forbidden("group")), at: .zero) == [.close, .tell, .watchNode])
    #expect(life.nextDeadline == nil)
    #expect(life.handle(.nodeChanged, at: .zero) == [.unwatchNode, .open])
    #expect(life.handle(.identified, at: .zero) == [.tell])
  }

  @Test("a login that comes is a reason to look at a closed device again")
  func wanted() {
    var busy = life(.adopted, .refused(.busy(holder: "x")))
    #expect(busy.handle(.wanted, at: .zero) == [.unwatchNode, .open])
    #expect(busy.handle(.identified, at: .zero) == [.tell])
    #expect(busy.state == .claimed)
  }

  @Test("a driver that gives up leaves the device open; it comes to itself when the driver says so")
  func gaveUp() {
    var life = life(.adopted, .identified)
    #expect(life.handle(.gaveUp("no answer"), at: .zero) == [.tell])
    #expect(life.state == .failed("no answer"))
    #expect(life.handle(.nodeChanged, at: .zero) == [])
    #expect(life.handle(.identified, at: .zero) == [.tell])
    #expect(life.state == .ready)
  }

  @Test("a device that broke is closed and not opened again by itself")
  func broke() {
    var life = life(.adopted, .identified, .wanted)
    #expect(life.handle(.broke("reading failed"), at: .zero) == [.close, .tell, .watchNode])
    #expect(life.nextDeadline == nil)
    #expect(life.state == .failed("reading failed"))
    #expect(life.handle(.nodeChanged, at: .zero) == [.unwatchNode, .open])
  }

  @Test("unplugging ends it in every state, once, and nothing more is done", arguments: 0..<7)
  func unplugged(index: Int) {
    let lives = [
      life(), life(.adopted), life(.adopted, .identified), life(.adopted, .identified, .wanted),
      life(.adopted, .refused(.busy(holder: "x"))), life(.adopted, .refused(.forbidden("x"))),
      life(.adopted, .broke("x")),
    ]
    var life = lives[index]
    let end = life.handle(.unplugged, at: .zero)
    let open: [Life.Effect] = [.close, .tell]
    let waiting: [Life.Effect] = [.unwatchNode, .tell]
    #expect(end == [[.tell], open, open, open, waiting, waiting, waiting][index])
    #expect(life.state == .gone && life.nextDeadline == nil)
    for event in [Life.Event.adopted, .identified, .nodeChanged, .wanted, .deadline, .unplugged, .broke("x")] {
      #expect(life.handle(event, at: .seconds(9)) == [])
    }
  }

  @Test("after a sleep an open device is given back and opened anew, a closed one looked at, and one that is gone left")
  func sleep() {
    var ready = life(.adopted, .identified, .wanted)
    #expect(ready.handle(.woke, at: .zero) == [.close, .tell, .open])
    #expect(ready.state == .identifying)
    #expect(ready.handle(.identified, at: .zero) == [.tell] && ready.state == .claimed)
    var busy = life(.adopted, .refused(.busy(holder: "x")))
    #expect(busy.handle(.woke, at: .zero) == [.unwatchNode, .open])
    var present = Life()
    #expect(present.handle(.woke, at: .zero) == [])
    var gone = life(.adopted, .unplugged)
    #expect(gone.handle(.woke, at: .zero) == [] && gone.state == .gone)
  }

  @Test("open and close alternate, watching ends before opening, and telling follows every change", arguments: 0..<200)
  func anyCourse(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func draw(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(count))
    }
    let events: [Life.Event] = [
      .adopted, .refused(.busy(holder: "x")), .refused(.forbidden("y")), .refused(.failed("z")), .identified,
      .gaveUp("a"), .broke("b"), .nodeChanged, .wanted, .unwanted, .deadline, .woke,
      .unplugged,
    ]
    var life = Life()
    var now = Duration.zero
    var isOpen = false
    var isWatched = false
    var told = life.state
    for step in 0..<200 {
      now += .milliseconds(draw(1500))
      let event = draw(20) == 0 ? events[draw(events.count)] : events[draw(events.count - 1)]
      for effect in life.handle(event, at: now) {
        switch effect {
        case .open:
          #expect(!isOpen && !isWatched, "seed \(seed), step \(step)")
          isOpen = true
        case .close:
          #expect(isOpen, "seed \(seed), step \(step)")
          isOpen = false
        case .watchNode:
          #expect(!isOpen && !isWatched, "seed \(seed), step \(step)")
          isWatched = true
        case .unwatchNode: isWatched = false
        case .tell: told = life.state
        }
      }
      #expect(told == life.state, "seed \(seed), step \(step)")
      if life.state.isUsable { #expect(isOpen, "seed \(seed), step \(step)") }
      if life.state == .gone { #expect(!isOpen && !isWatched, "seed \(seed), step \(step)") }
    }
  }
}
