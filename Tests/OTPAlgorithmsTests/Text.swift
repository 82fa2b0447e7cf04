import Cryptography

// Secrets as text, for comparing test values only.

func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }

func text(_ secret: SecretBytes) -> String { secret.withBytes { String(decoding: $0, as: UTF8.self) } }

func bytes(_ secret: SecretBytes) -> [UInt8] { secret.withBytes { Array($0) } }
