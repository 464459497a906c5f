/// A moment on a service's clock, in seconds since 1970, read from a header's value.
package struct HeaderDate: Hashable, Comparable, Sendable {
  package let seconds: Double

  package init(seconds: Double) { self.seconds = seconds }

  /// Reads any of the forms that occur in such headers; `nil` for anything else.
  ///
  /// They are JavaScript's `Tue Feb 16 2021 09:02:42 GMT+0100 (Central European Standard
  /// Time)`, which the provider's description shows, the three of HTTP, ISO 8601, and seconds
  /// or milliseconds since 1970.
  package init?(_ text: String) {
    guard text.utf8.count <= 100 else { return nil }
    if let number = Double(text) {
      // Below 1e9 (2001) it is no moment of a running service; above 1e11 it must be milliseconds.
      guard number.isFinite, number >= 1e9, number < 1e14 else { return nil }
      seconds = number < 1e11 ? number : number / 1000
    } else if let value = Self.iso(text) ?? Self.words(text) {
      seconds = value
    } else {
      return nil
    }
  }

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.seconds < rhs.seconds }

  /// Reads `2021-02-16T08:02:42.5Z`, or the same with an offset.
  private static func iso(_ text: String) -> Double? {
    let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    guard halves.count == 2 else { return nil }
    let date = halves[0].split(separator: "-").compactMap { Int($0) }
    guard date.count == 3, halves[0].prefix(4).allSatisfy(\.isNumber) else { return nil }
    let time = halves[1].prefix { $0.isNumber || $0 == ":" || $0 == "." }
    guard let clock = clockTime(time), let offset = zone(halves[1].dropFirst(time.count)) else {
      return nil
    }
    return day(date[0], date[1], date[2]).map { $0 + clock - offset }
  }

  private static func words(_ text: String) -> Double? {
    var year: Int?
    var month: Int?
    var dayOfMonth: Int?
    var clock: Double?
    var offset = 0.0
    // What stands in brackets only repeats the zone's name.
    let words = text.prefix { $0 != "(" }.split(whereSeparator: { $0 == " " || $0 == "," })
    for word in words.flatMap(Self.partsOfDate) {
      if word.contains(":") {
        clock = clockTime(word)
      } else if let index = months.firstIndex(of: word.prefix(3).lowercased()) {
        month = index + 1
      } else if let number = Int(word), word.allSatisfy(\.isNumber) {
        if word.count == 4 {
          year = number
        } else if dayOfMonth == nil {
          dayOfMonth = number
        } else {
          year = number < 70 ? 2000 + number : 1900 + number
        }
      } else if let value = zone(word) {
        offset = value
      } else if !weekdays.contains(word.prefix(3).lowercased()) {
        return nil
      }
    }
    guard let year, let month, let dayOfMonth, let clock else { return nil }
    return day(year, month, dayOfMonth).map { $0 + clock - offset }
  }

  /// Splits `16-Feb-21` into its three parts.
  private static func partsOfDate(_ word: Substring) -> [Substring] {
    let parts = word.split(separator: "-")
    return parts.count == 3 ? parts : [word]
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  private static func clockTime(_ text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let hours = Int(parts[0]), let minutes = Int(parts[1]),
      let seconds = Double(parts[2]), (0..<24).contains(hours), (0..<60).contains(minutes),
      (0..<61).contains(seconds)
    else { return nil }
    return Double(hours * 3600 + minutes * 60) + seconds
  }

  /// Reads `Z`, `GMT`, `UTC`, `+0100`, `+01:00` or `GMT+0100`, in seconds east;
  /// `nil` for anything else.
  private static func zone(_ text: Substring) -> Double? {
    var rest = text
    for name in ["GMT", "UTC", "Z"] where rest.hasPrefix(name) {
      rest = rest.dropFirst(name.count)
      break
    }
    guard let sign = rest.first else { return text.isEmpty ? nil : 0 }
    let digits = rest.dropFirst().filter { $0 != ":" }
    guard sign == "+" || sign == "-", digits.count == 4, let number = Int(digits) else {
      return nil
    }
    let seconds = Double(number / 100 * 3600 + number % 100 * 60)
    return sign == "-" ? -seconds : seconds
  }

  /// Seconds from 1970 to the start of that day of the Gregorian calendar.
  private static func day(_ year: Int, _ month: Int, _ dayOfMonth: Int) -> Double? {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(dayOfMonth)
    else { return nil }
    // Years that begin in March have the leap day at their end.
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dayOfMonth - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    return Double(days) * 86_400
  }
}
