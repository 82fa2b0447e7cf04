import FuzzRig

// Whatever a device sends and whenever, the link holds to its rules; see `HostLinkCourse`.
fuzz(longest: 512) { input in
  var script = Script(input)
  var course = HostLinkCourse()
  while !script.isAtEnd { course.step(&script) }
  course.wait()
}
