internal import CLibFuzzer

/// How many bytes are allocated now, by the sanitizer's count.
public func allocatedBytes() -> Int { Int(__sanitizer_get_current_allocated_bytes()) }
