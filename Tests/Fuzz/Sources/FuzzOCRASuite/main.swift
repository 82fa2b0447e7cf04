import Cryptography
import FuzzRig
import OTPAlgorithms

// The first line is a suite, the rest a question. What is read as a suite has that one text and takes the inputs that
// it names; a question is answered, or refused for its length or for a character that is there.
fuzz(longest: 512) { input in
  let end = input.firstIndex(of: UInt8(ascii: "\n")) ?? input.endIndex
  let text = input[..<end]
  guard let suite = try? OCRASuite(parsing: text) else { return }
  precondition(suite.text.elementsEqual(text), "a suite has two texts")

  let question = input[end...].dropFirst()
  do {
    let encoded = try OCRAQuestion(question).encoded(as: suite.question)
    precondition(encoded.count == OCRAQuestion.encodedLength, "the question has another length")
    precondition(question.count <= suite.question.length, "a question longer than the suite's is taken")
  } catch OCRAInputError.questionLength {
    precondition(question.isEmpty || question.count > suite.question.length, "a length is refused that is right")
    return
  } catch OCRAInputError.questionCharacter(let place) {
    precondition(place < question.count, "the wrong character is outside the question")
    return
  } catch {
    fatalError("a question is refused for what it does not have")
  }

  var ocra = OCRA<Checksum>(suite, key: SecretBytes(copying: text))
  let filled = OCRAInput(
    question: OCRAQuestion(question), counter: suite.hasCounter ? 1 : nil,
    pinHash: suite.pinHash.map { SecretBytes(count: $0.digestSize) { _ in } },
    session: suite.session.map { length in SecretBytes(count: min(length.rawValue, question.count)) { _ in } },
    timeStep: suite.timeStep?.step(atUnixTime: UInt64(input.count)))
  guard let response = try? ocra.response(to: filled) else { fatalError("all inputs are there, and they are refused") }
  precondition(response.count == suite.responseLength, "the response has another length")
  precondition((try? ocra.matches(response, to: filled)) == true, "a response does not match itself")
}
