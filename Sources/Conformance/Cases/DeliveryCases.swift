internal import Cryptography
internal import WireProtocol

/// Numbers, acknowledgements and repetition, both ways.
extension ConformanceCase {
  private static func acknowledgements(_ number: UInt8, _ heard: [Heard]) -> Int {
    heard.filter { if case .ack = $0.message { $0.sequence == number } else { false } }.count
  }

  static var delivery: [ConformanceCase] {
    [
      ConformanceCase("delivery-acknowledged", "Every numbered frame is acknowledged with its number") { trial in
        try trial.greetPlain()
        for _ in 0..<3 {
          let number = try trial.post(.getFirmware)
          try trial.expectAcknowledgement(of: number)
          _ = try trial.answer(to: number)
        }
      },
      ConformanceCase("delivery-repeated", "A repeated frame is acknowledged again and carried out once") { trial in
        try trial.greetPlain()
        let number = try trial.post(.getFirmware)
        try trial.expectAcknowledgement(of: number)
        _ = try trial.answer(to: number)
        trial.overheard = []
        for _ in 0..<2 {
          try trial.send(id: HostMessageID.getFirmware.rawValue, sequence: number)
          try trial.expectAcknowledgement(of: number)
        }
        try trial.expectNo("a second answer") { $0.message.answered == number }
      },
      ConformanceCase("delivery-out-of-step", "A frame out of step is reported, and neither acknowledged nor taken") {
        trial in
        try trial.greetPlain()
        try trial.request(.getFirmware)
        try trial.send(id: HostMessageID.getFirmware.rawValue, sequence: 9)
        let report = try trial.expectError(.outOfStep)
        try trial.require(report.about == HostMessageID.getFirmware.rawValue, "the error is about \(report.about)")
        try trial.expectNo("an acknowledgement or an answer") { heard in
          if case .ack = heard.message { heard.sequence == 9 } else { heard.message.answered == 9 }
        }
        try trial.require(acknowledgements(9, trial.overheard) == 0, "the frame was acknowledged")
        try trial.greet()
        try trial.request(.getFirmware)
      },
      ConformanceCase("delivery-wraps", "After number 255 comes 1") { trial in
        try trial.greetPlain()
        for _ in 0..<258 { try trial.request(.getFirmware) }
      },
      ConformanceCase(
        "delivery-device-repeats", "The device repeats a frame until it is acknowledged, five times in all"
      ) {
        trial in
        try trial.greetPlain()
        trial.acknowledges = false
        try trial.post(.getFirmware)
        var times: [Duration] = []
        var bodies: [[UInt8]] = []
        let deadline = trial.now + LinkTiming.ackTimeout * (LinkTiming.ackTries + 2)
        var asked = false
        while let (frame, at) = try trial.nextFrame(until: deadline) {
          trial.transcript.seen(id: frame.id, sequence: frame.sequence, body: frame.body, isSealed: false)
          if frame.sequence == 1, frame.id != DeviceMessageID.ack.rawValue {
            times.append(at)
            bodies.append([frame.id] + frame.body.withBytes { Array($0) })
          }
          asked = asked || frame.id == DeviceMessageID.hello.rawValue
        }
        try trial.require(times.count == LinkTiming.ackTries, "it was sent \(times.count) times")
        try trial.require(bodies.allSatisfy { $0 == bodies[0] }, "the repetitions differ")
        for (first, second) in zip(times, times.dropFirst()) {
          let gap = second - first
          let isRight = gap > LinkTiming.ackTimeout / 2 && gap < LinkTiming.ackTimeout * 2
          try trial.require(isRight, "\(gap) lay between two of them")
        }
        try trial.require(asked, "then it did not ask for a hello")
      },
      ConformanceCase("delivery-device-waits", "The device sends its next frame after the acknowledgement of the last")
      {
        trial in
        try trial.greetPlain()
        trial.acknowledges = false
        try trial.post(.getFirmware)
        try trial.post(.getFirmware)
        let deadline = trial.now + Trial<Suite>.quiet
        var highest: UInt8 = 0
        while let (frame, _) = try trial.nextFrame(until: deadline) {
          trial.transcript.seen(id: frame.id, sequence: frame.sequence, body: frame.body, isSealed: false)
          if frame.id != DeviceMessageID.ack.rawValue { highest = max(highest, frame.sequence) }
        }
        try trial.require(highest == 1, "#\(highest) came before #1 was acknowledged")
        trial.acknowledges = true
        try trial.acknowledge(1)
        _ = trial.receiver.take(1)
        _ = try trial.answer(to: 2)
      },
      ConformanceCase("delivery-wrong-acknowledgement", "An acknowledgement of another number settles nothing") {
        trial in
        try trial.greetPlain()
        trial.acknowledges = false
        try trial.post(.getFirmware)
        try trial.expect("the answer") { $0.message.answered == 1 ? () : nil }
        try trial.send(id: HostMessageID.ack.rawValue, sequence: 2)
        try trial.send(id: HostMessageID.ack.rawValue, sequence: 0)
        let deadline = trial.now + Trial<Suite>.quiet
        var came = false
        while !came, let (frame, _) = try trial.nextFrame(until: deadline) {
          came = frame.sequence == 1 && frame.id != DeviceMessageID.ack.rawValue
        }
        try trial.require(came, "it was not sent again")
        try trial.send(id: HostMessageID.ack.rawValue, sequence: 1)
        try trial.expectNo("a repetition after the acknowledgement") { $0.sequence == 1 }
      },
    ]
  }
}
