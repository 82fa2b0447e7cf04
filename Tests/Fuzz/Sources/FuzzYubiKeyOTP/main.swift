import DeviceModel
import FuzzRig

// Whatever a device says at its feature report and types at its keyboard, whenever, and whatever fails: nothing is
// written to a stranger, questions are asked one at a time, each request has one last answer, and all of it ends.
fuzz(longest: 4096) { input in
  var script = Script(input)
  var course = YubiKeyCourse()
  course.open()
  while !script.isAtEnd {
    switch script.byte() & 0x0F {
    case 0: course.feature((0..<8).map { _ in script.byte() })
    case 1: course.keyboard((0..<8).map { _ in script.byte() })
    case 2: course.wait()
    case 3: course.fail()
    case 4: course.challenge(slot: Int(script.byte()), script.bytes(atMost: 80))
    case 5: course.feature([0, 5, 4, 3, 1, 7, 0, 0])
    case 6: course.feature([0, 0, 0, 0, 0, 0, 0, 0x80])
    case 7: course.pass(.milliseconds(Int(script.byte())))
    case 8: course.command(.startInput)
    case 9: course.command(.ping)
    case 10: course.open()
    case 11: course.feature(script.bytes(atMost: 70))
    case 12: course.keyboard(script.bytes(atMost: 70))
    case 13: course.keyboard([0, 0, script.byte(), 0, 0, 0, 0, 0])
    case 14: course.keyboard([0, 0, 0, 0, 0, 0, 0, 0])
    default: course.feature([0, 0, 0, 0, 0, 0, 0, 0x20 | script.byte()])
    }
  }
  course.end()
}
