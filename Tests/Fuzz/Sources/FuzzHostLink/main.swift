import FuzzRig
import RoomRig

// Whatever a device sends and whenever, the link holds to its rules (`WatchedHost`). The first byte chooses between a
// device that does as the script says, and a true one on a line which the script changes.
fuzz(longest: 512) { input in
  var script = Script(input)
  let way = script.byte()
  guard way & 0x80 != 0 else { return LineCourse(way: way).run(&script) }
  var course = HostLinkCourse(way: way)
  while !script.isAtEnd { course.step(&script) }
  course.end()
}
