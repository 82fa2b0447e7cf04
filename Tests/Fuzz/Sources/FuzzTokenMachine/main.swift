import FuzzRig

// Whatever a host sends and a person presses, the token holds to its rules; see `TokenCourse`.
fuzz(longest: 512) { input in
  var script = Script(input)
  var course = TokenCourse()
  while !script.isAtEnd { course.step(&script) }
}
