import Cryptography
import FuzzRig
import OTPAlgorithms

// Whatever is read can be written, and what is written is read back as the same.
fuzz { input in
  guard let uri = try? OTPAuthURI(parsing: input) else { return }
  let written = uri.text()
  guard let again = try? written.withBytes({ bytes throws(OTPAuthError) in try OTPAuthURI(parsing: bytes) }) else {
    fatalError("a URI that was written is refused")
  }
  precondition(again.issuer == uri.issuer && again.accountName == uri.accountName, "the names changed")
  precondition(again.secret.matches(uri.secret) && !uri.secret.isEmpty, "the key changed")
  precondition(again.parameters == uri.parameters && again.counter == uri.counter, "the parameters changed")
  precondition(again.text().matches(written), "the text changed")
}
