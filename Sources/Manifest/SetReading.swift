import Diagnostics
import Model
import ParallelWork
import YAMLEvents

/// Reads the files of a set, twice where a file uses what another one declares.
struct SetReading {
  private let files: [SourceFile]
  private let width: ReadingWidth
  private let secretCheck: SecretCheck
  /// What the files declare for one another.
  let shared = SharedDeclarations()
  private var results: [FileResult]
  /// What is wrong with files as such.
  private(set) var problems = ProblemList()
  private var keptBytes = 0

  init(_ files: [SourceFile], _ width: ReadingWidth, _ secretCheck: SecretCheck) {
    (self.files, self.width, self.secretCheck) = (files, width, secretCheck)
    results = Array(repeating: FileResult(), count: files.count)
  }

  /// What all files hold together.
  mutating func run() -> FileResult {
    // Small files first: they tend to declare what the large ones use, which saves a second
    // reading.
    let order = files.indices.sorted {
      (files[$0].size, $0) < (files[$1].size, $1)
    }
    for start in stride(from: 0, to: order.count, by: Self.textsAtOnce) {
      let indices = order[start..<min(start + Self.textsAtOnce, order.count)]
      let first = indices.startIndex
      let texts = concurrently(indices.count) { offset in text(of: indices[first + offset]) }
      for (index, text) in zip(indices, texts) { readFirst(index, text) }
    }
    for index in order where needsSecondReading(index) { readAgain(index) }
    var all = FileResult()
    if results.count > 1 {
      all.contacts.reserveCapacity(results.reduce(0) { $0 + $1.contacts.count })
      all.identities.reserveCapacity(results.reduce(0) { $0 + $1.identities.entries.count })
    }
    for index in results.indices {
      all.append(results[index])
      // Let go of one after the other, as each is there twice for a moment.
      results[index] = FileResult()
    }
    return all
  }

  /// How many files are fetched and looked at at the same time, before one after the other is read.
  private static let textsAtOnce = 2

  private func text(of index: Int) -> Result<YAMLText, SourceFile.Failure> {
    do throws(SourceFile.Failure) {
      return .success(try files[index].text())
    } catch {
      return .failure(error)
    }
  }

  private mutating func readFirst(_ index: Int, _ text: Result<YAMLText, SourceFile.Failure>) {
    do throws(SourceFile.Failure) {
      let text = try text.get()
      if let problem = secretCheck.problem(text, files[index].path) {
        problems.append(problem)
        shared.isIncomplete = true
        return
      }
      keep(text, of: files[index])
      if text.bytes.isEmpty { reportEmpty(index) }
      try parse(text, index, defaults: nil, isFinal: false)
    } catch {
      problems.append(Problem(error, file: index))
      shared.isIncomplete = true
    }
  }

  private mutating func readAgain(_ index: Int) {
    let defaults = results[index].lateDefaults
    results[index] = FileResult()
    do throws(SourceFile.Failure) {
      let text = try files[index].text()
      try parse(text, index, defaults: defaults, isFinal: true)
      try readPastErrors(text, index, defaults: defaults)
    } catch {
      problems.append(Problem(error, file: index))
    }
  }

  /// Reads a file without the contacts that break its syntax, one after the other, so that what
  /// else is wrong with it is said in the same run.
  private mutating func readPastErrors(
    _ text: YAMLText,
    _ index: Int,
    defaults: FileDefaults?
  ) throws(SourceFile.Failure) {
    var text = text
    var found: [Problem] = []
    var end: Int?
    let rounds = ManifestLimits.textReadAgain / max(1, text.bytes.count)
    for _ in 0..<min(ManifestLimits.syntaxErrors, rounds) {
      guard let broken = results[index].broken, let rest = broken.removed(from: text) else { break }
      found = results[index].problems(beside: found, end)
      text = rest
      end = broken.lines.upperBound
      try parse(text, index, defaults: defaults, isFinal: true)
    }
    guard end != nil else { return }
    results[index].replaceProblems(results[index].problems(beside: found, end))
  }

  private mutating func parse(
    _ text: YAMLText,
    _ index: Int,
    defaults: FileDefaults?,
    isFinal: Bool
  ) throws(SourceFile.Failure) {
    do {
      var reader = ManifestFileReader(
        file: index,
        cursor: try YAMLCursor(text, usesLibYAMLOnly: !width.usesScanner),
        shared: shared,
        defaults: defaults,
        isFinal: isFinal,
        width: width,
        source: files[index].isKept || !text.isReleasable || isFinal ? nil : files[index]
      )
      results[index] = reader.read()
    } catch {
      throw .yaml(error)
    }
  }

  private mutating func keep(_ text: YAMLText, of file: SourceFile) {
    guard file.isStandardInput || keptBytes + text.bytes.count <= width.keptBytes else {
      return
    }
    keptBytes += text.bytes.count
    file.keep(text)
  }

  private func needsSecondReading(_ index: Int) -> Bool {
    let result = results[index]
    return result.broken != nil || result.lateDefaults != nil || !result.missingCompanies.isEmpty
      || !result.missingFields.isEmpty && !shared.fields.isEmpty
  }

  private mutating func reportEmpty(_ index: Int) {
    problems.append(
      Problem(
        .error,
        .fileEmpty,
        "`\(files[index].path)` is empty.",
        hint: "Delete it, or find out why what should have written it did not; to declare nothing, "
          + "write `contacts: {}`.",
        place: nil
      )
    )
  }
}
