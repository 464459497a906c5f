extension PacerSimulation {
  /// How long one request takes to the service, and how long its answer takes back.
  func legs(_ random: inout SplitMix64) -> (there: Double, back: Double) {
    func vary(_ mean: Double) -> Double {
      mean * (1 + Double.random(in: -jitterPart...jitterPart, using: &random))
    }
    var (there, back): (Double, Double)
    switch jitter {
    case .none: (there, back) = (latency / 2, latency / 2)
    case .afterCounting: (there, back) = (latency * 0.3, vary(latency) - latency * 0.3)
    case .bothWaysAlike:
      let whole = vary(latency)
      (there, back) = (whole / 2, whole / 2)
    case .eachWay: (there, back) = (vary(latency / 2), vary(latency / 2))
    case .onTheWayThere: (there, back) = (vary(latency) - latency * 0.3, latency * 0.3)
    }
    guard stallPart > 0 else { return (there, back) }
    func stall() -> Double {
      Double.random(in: 0..<1, using: &random) < stallPart
        ? Double.random(in: 0.1...0.6, using: &random) : 0
    }
    there += stall()
    back += stall()
    return (there, back)
  }

  /// The shortest way to the service.
  var leastThere: Double {
    switch jitter {
    case .none: latency / 2
    case .afterCounting: latency * 0.3
    case .bothWaysAlike, .eachWay: latency / 2 * (1 - jitterPart)
    case .onTheWayThere: latency * (0.7 - jitterPart)
    }
  }
}

extension Duration {
  /// In seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
