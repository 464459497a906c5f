/// An instant in milliseconds since 1970-01-01T00:00:00Z, with the API's two ways to write it.
struct Timestamp: Hashable, Sendable {
  let milliseconds: Int64

  /// The instant in ISO 8601 with milliseconds and `Z`, such as `2025-10-28T00:40:37.917Z`.
  var iso8601: String {
    let (year, month, day) = date
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T\(clockTime)"
      + ".\(Self.padded(Int(milliseconds.modulo(1000)), 3))Z"
  }

  /// The instant as JavaScript's `Date.toString()` writes it in UTC, in whole seconds.
  var javaScriptText: String {
    let (year, month, day) = date
    let weekday = Self.weekdays[Int((days + 4).modulo(7))]
    return "\(weekday) \(Self.months[month - 1]) \(Self.padded(day, 2)) \(Self.padded(year, 4)) "
      + "\(clockTime) GMT+0000 (Coordinated Universal Time)"
  }

  private var days: Int64 { milliseconds.floorDivided(by: 86_400_000) }

  private var clockTime: String {
    let seconds = Int(milliseconds.floorDivided(by: 1000).modulo(86_400))
    return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.padded($0, 2) }
      .joined(separator: ":")
  }

  /// The Gregorian date of the day, by counting eras of 400 years from 1 March of year 0.
  private var date: (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = Int(shifted - era * 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  fileprivate func modulo(_ divisor: Int64) -> Int64 {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
