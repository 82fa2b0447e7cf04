internal import CCurl
internal import Cryptography
import Glibc
internal import HostPlatform

/// One request and its answer over a Unix socket (C types: `CURL`, `CURLM`). Destroying it closes the connection,
/// which tells the daemon that nobody waits any more.
///
/// The easy handle is driven through a multi handle, so that one `poll` waits for the daemon and for the descriptors
/// that may stop the exchange, and nothing wakes up in between.
final class HTTPExchange {
  private let socketPath: String
  private let easy: UnsafeMutableRawPointer
  private let multi: UnsafeMutableRawPointer
  private let headers: UnsafeMutablePointer<curl_slist>?
  private let request: HTTPRequest
  private let received = ReceivedBytes()
  private var end: Result<Void, APIClientError>?

  /// Prepares the exchange; nothing is sent yet.
  init(_ request: HTTPRequest, socketPath: String) {
    Self.wipesMemory
    guard let easy = curl_easy_init(), let multi = curl_multi_init() else {
      preconditionFailure("no memory for an HTTP request")
    }
    self.socketPath = socketPath
    self.easy = easy
    self.multi = multi
    self.request = request
    var headers = curl_slist_append(nil, request.wantsEvents ? "Accept: text/event-stream" : "Accept: application/json")
    // "Expect: 100-continue" would only cost a round trip here.
    headers = curl_slist_append(headers, "Expect:")
    if request.body != nil { headers = curl_slist_append(headers, "Content-Type: application/json") }
    self.headers = headers
    configure()
    curl_multi_add_handle(multi, easy)
  }

  deinit {
    curl_multi_remove_handle(multi, easy)
    curl_easy_cleanup(easy)
    curl_multi_cleanup(multi)
    curl_slist_free_all(headers)
  }

  /// The answer's HTTP status; 0 before it came.
  var status: Int {
    var status = 0
    _ = keyport_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
    return status
  }

  /// The answer's media type without parameters, in lower case; empty where the answer names none.
  var contentType: String {
    var text: UnsafePointer<CChar>?
    _ = keyport_curl_get_string(easy, CURLINFO_CONTENT_TYPE, &text)
    guard let text else { return "" }
    let mediaType = String(cString: text).lowercased().prefix { $0 != ";" }
    return String(mediaType.filter { $0 != " " })
  }

  /// Waits for more of the body and returns it; nil at the answer's end. What came before a failure is returned first.
  /// - Parameter stops: descriptors that end the wait when they become readable, or when their other end closes.
  func receive(stoppedBy stops: [CInt] = []) throws(APIClientError) -> SecretBytes? {
    while end == nil && received.count == 0 {
      var running: CInt = 0
      try check(curl_multi_perform(multi, &running))
      if running == 0 {
        end = result()
      } else if received.count == 0 {
        var extra = stops.map { curl_waitfd(fd: $0, events: Int16(CURL_WAIT_POLLIN), revents: 0) }
        try check(curl_multi_poll(multi, &extra, CUnsignedInt(extra.count), .max, nil))
        if let stop = Self.firstReady(of: stops) { throw .stopped(by: stop) }
      }
    }
    if received.count > 0 { return received.take() }
    try end?.get()
    return nil
  }

  /// Receives the whole body.
  func receiveAll(stoppedBy stops: [CInt] = []) throws(APIClientError) -> SecretBytes {
    let whole = ReceivedBytes()
    while let piece = try receive(stoppedBy: stops) {
      guard piece.withBytes({ whole.append($0) }) else { throw Self.tooLong }
    }
    return whole.take()
  }

  private func result() -> Result<Void, APIClientError> {
    var left: CInt = 0
    while let message = curl_multi_info_read(multi, &left) {
      if message.pointee.msg == CURLMSG_DONE && message.pointee.data.result != CURLE_OK {
        return .failure(failure(message.pointee.data.result))
      }
    }
    return .success(())
  }

  private static let tooLong = APIClientError.nonsense("an answer of more than \(ReceivedBytes.limit >> 20) MiB")

  /// libcurl reports no hang-ups of extra descriptors, so they are asked again.
  private static func firstReady(of descriptors: [CInt]) -> CInt? {
    var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&polled, nfds_t(polled.count), 0) > 0 else { return nil }
    return polled.first { $0.revents != 0 }?.fd
  }

  private func check(_ code: CURLMcode) throws(APIClientError) {
    if code != CURLM_OK { throw .nonsense(String(cString: curl_multi_strerror(code))) }
  }

  private func failure(_ code: CURLcode) -> APIClientError {
    switch code {
    case CURLE_COULDNT_CONNECT:
      var number = 0
      _ = keyport_curl_get_long(easy, CURLINFO_OS_ERRNO, &number)
      let error = SystemError(call: "connect", subject: socketPath, code: CInt(number))
      return error.code == EACCES || error.code == EPERM
        ? .forbidden(path: socketPath, SocketOwner.advice(for: socketPath))
        : .unreachable(path: socketPath, error)
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_FAILED_INIT:
      // What libcurl says of a path that no socket address can hold.
      return .unreachable(
        path: socketPath, SystemError(call: "connect", subject: socketPath, code: ENAMETOOLONG))
    case CURLE_OPERATION_TIMEDOUT: return .timedOut(seconds: request.deadline ?? 0)
    case CURLE_GOT_NOTHING: return .brokenOff("without an answer")
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR: return .brokenOff("in mid-answer")
    case CURLE_WRITE_ERROR: return Self.tooLong
    default: return .nonsense(String(cString: curl_easy_strerror(code)))
    }
  }

  private func configure() {
    set(CURLOPT_UNIX_SOCKET_PATH, socketPath)
    set(CURLOPT_URL, "http://localhost" + request.path)
    set(CURLOPT_PROTOCOLS_STR, "http")
    set(CURLOPT_PROXY, "")
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_PATH_AS_IS, 1)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_USERAGENT, "keyport")
    _ = keyport_curl_set_pointer(easy, CURLOPT_HTTPHEADER, headers)
    if let deadline = request.deadline { set(CURLOPT_TIMEOUT, deadline) }
    set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    if let body = request.body {
      set(CURLOPT_POST, 1)
      set(CURLOPT_POSTFIELDSIZE, body.count)
      // libcurl reads the body where it lies: `request` keeps it for as long as the handle.
      body.withBytes {
        _ = keyport_curl_set_pointer(easy, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
      }
    }
    _ = keyport_curl_set_writer(easy) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let received = Unmanaged<ReceivedBytes>.fromOpaque(context).takeUnretainedValue()
      return received.append(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }
    _ = keyport_curl_set_pointer(easy, CURLOPT_WRITEDATA, Unmanaged.passUnretained(received).toOpaque())
  }

  private func set(_ option: CURLoption, _ value: Int) { _ = keyport_curl_set_long(easy, option, value) }

  private func set(_ option: CURLoption, _ value: String) { _ = keyport_curl_set_string(easy, option, value) }

  /// Set before the first handle of this room, and never changed.
  private static let wipesMemory: Void = {
    let code = curl_global_init_mem(
      Int(CURL_GLOBAL_DEFAULT), { malloc($0) }, { WipingMemory.free($0) }, { WipingMemory.resize($0, to: $1) },
      { $0.flatMap { strdup($0) } }, { calloc($0, $1) })
    precondition(code == CURLE_OK, "libcurl cannot be initialised")
  }()
}
