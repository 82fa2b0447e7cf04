import Glibc
import HostPlatform

extension DeviceAccessError {
  /// What it means for an operator that `call` on the node at `path` failed with `code`.
  /// - Parameters:
  ///   - node: what `stat` said of the node, to find who holds it.
  ///   - own: this process's own descriptor of it, which does not hold it.
  init(_ call: String, _ path: String, _ code: CInt, _ node: stat? = nil, except own: CInt? = nil) {
    switch code {
    case EBUSY: self = .busy(holder: node.flatMap { DeviceHolder.find($0, except: own) } ?? "another program")
    case EACCES, EPERM: self = .forbidden(MissingRight.explain(path, code: code))
    case ENOENT, ENOTDIR, ENXIO, ENODEV: self = .absent("\(path) is not there")
    default: self = .failed("\(SystemError(call: call, subject: path, code: code))")
    }
  }
}
