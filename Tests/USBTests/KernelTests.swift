import Testing

@Suite("Debian's kernel")
struct KernelTests {
  @Test("its modules for made-up and real USB devices can be loaded")
  func modules() throws { try VirtualMachine.expect(.kernelModules) }
}
