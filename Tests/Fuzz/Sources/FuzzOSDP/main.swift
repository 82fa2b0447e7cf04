import FuzzRig

// The input is taken as the bytes of a line, read by the decoder and heard by a driver that has asked a question; then as
// a course: answers to the driver's own questions, noise, silence, commands. Its last byte chooses the settings.
fuzz(longest: 1024) { input in
  checkDecoder(Array(input))
  let way = OSDPCourse.ways[Int(input.last ?? 0) % OSDPCourse.ways.count]
  OSDPCourse(way).hear(Array(input))
  OSDPCourse(way).run(Script(input))
}
