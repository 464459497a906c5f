import Reporting
import Testing

@Suite struct ProgressPaceTests {
  @Test func `each tenth has its line, however many steps it takes`() {
    var pace = ProgressPace(total: 1000)
    let lines = (0...1000).filter { pace.isDue(done: $0, at: .zero) }
    #expect(lines == Array(stride(from: 100, through: 1000, by: 100)))
  }

  @Test func `half a minute of silence has one too, whether or not anything happens`() {
    var pace = ProgressPace(total: 5)
    let lines = (0...100).filter { pace.isDue(done: 1, at: .seconds($0)) }
    #expect(lines == [30, 60, 90])
  }

  @Test func `a line for a tenth begins the half minute anew`() {
    var pace = ProgressPace(total: 100)
    let lines = (0...60).filter { pace.isDue(done: $0 >= 20 ? 10 : 0, at: .seconds($0)) }
    #expect(lines == [20, 50])
  }

  @Test(arguments: [10, 12, 49])
  func `from ten changes up each tenth has its line`(total: Int) {
    var pace = ProgressPace(total: total)
    let lines = (0...total).filter { pace.isDue(done: $0, at: .seconds(2)) }
    #expect(lines.count == 10)
    #expect(lines.last == total)
  }

  @Test(arguments: [0, 1, 9])
  func `a run of a few changes that is fast has none`(total: Int) {
    var pace = ProgressPace(total: total)
    let lines = (0...total).filter { pace.isDue(done: $0, at: .seconds(2)) }
    #expect(lines.isEmpty)
  }
}
