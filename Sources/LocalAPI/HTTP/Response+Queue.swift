import CMicroHTTPD

extension Response {
  /// Hands the answer to libmicrohttpd, which wipes the body through its last reference. False on failure.
  func queue(on connection: OpaquePointer) -> Bool {
    let owner = Unmanaged.passRetained(body)
    let response = MHD_create_response_from_buffer_with_free_callback_cls(
      body.bytes.count, body.bytes.baseAddress,
      { body in
        if let body { Unmanaged<ResponseBody>.fromOpaque(body).release() }
      }, owner.toOpaque())
    guard let response else {
      owner.release()
      return false
    }
    defer { MHD_destroy_response(response) }
    for (name, value) in Self.commonHeaders + headers { MHD_add_response_header(response, name, value) }
    return MHD_queue_response(connection, UInt32(status), response) == .YES
  }
}
