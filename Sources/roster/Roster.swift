import ArgumentParser

@main
struct Roster: AsyncParsableCommand {
  func run() async throws {}
}
