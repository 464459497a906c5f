import Reporting
import Testing

@Suite struct ProgressLineTests {
  private let line = ProgressLine(
    done: 1234,
    total: 20_000,
    rate: 9.93,
    remaining: .seconds(1890),
    retries: 3,
    waiting: "rate limit"
  )

  @Test(arguments: [
    (80, "[          ] 1234/20000  6%  9.9/s  31m30s left  3 retries  waiting: rate limit"),
    (
      100,
      "[=                       ] 1234/20000  6%  9.9/s  31m30s left  3 retries  waiting: rate limit"
    ),
    (40, "[         ] 1234/20000  6%  31m30s left"),
    (12, "1234/20000"),
  ])
  func `a line fits its width`(width: Int, _ text: String) {
    #expect(line.text(width: width) == text)
  }

  @Test func `nothing done yet and everything done`() {
    #expect(
      ProgressLine(done: 0, total: 10, rate: 0).text(width: 40)
        == "[                        ] 0/10  0%"
    )
    #expect(
      ProgressLine(done: 10, total: 10, rate: 250.4, remaining: .zero).text(width: 80)
        == "[========================] 10/10  100%  250/s"
    )
    #expect(ProgressLine(done: 0, total: 0, rate: .nan).text(width: 40).contains("100%"))
  }

  @Test(arguments: [
    (Duration.seconds(0), "0s"), (.seconds(59), "59s"), (.seconds(60), "1m00s"),
    (.seconds(3599), "59m59s"), (.seconds(3600), "1h00m"), (.seconds(90_061), "25h01m"),
    (.seconds(-5), "0s"),
  ])
  func `durations are short`(_ duration: Duration, _ text: String) {
    #expect(ProgressLine.duration(duration) == text)
  }

  @Test(arguments: 1...120) func `no width is exceeded`(width: Int) {
    #expect(line.text(width: width).count <= width)
  }
}
