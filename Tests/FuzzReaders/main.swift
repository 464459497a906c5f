// Feeds inputs to the reader that FUZZ_READER names, `manifest` or `state`.
//
// Built by Tests/fuzz.sh with libFuzzer and AddressSanitizer, it makes inputs of its own; built as it is, it
// reads the files that its arguments name, once each: the way to see what an input does that was found.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

#if FUZZING
  /// libFuzzer's entry for programs that have a `main` (LLVM's documentation, "Using libFuzzer as a library").
  @_silgen_name("LLVMFuzzerRunDriver")
  func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
  ) -> CInt

  var count = CommandLine.argc
  var arguments = CommandLine.unsafeArgv
  let status = runDriver(&count, &arguments) { data, size in
    Reader.named.read(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
  }
  exit(status)
#else
  for path in CommandLine.arguments.dropFirst() {
    guard let file = fopen(path, "rb") else {
      perror(path)
      exit(1)
    }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    fclose(file)
    Reader.named.read(bytes)
  }
#endif
