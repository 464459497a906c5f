import CLibCurl

/// The transfers in progress, for the thread that runs them.
final class Transfers {
  private let multi: UnsafeMutableRawPointer
  private let usesProxies: Bool
  private var underWay: [Int: Transfer] = [:]
  /// Handles that are not in use, ready for the next request.
  private var idle: [EasyHandle] = []

  init(multi: UnsafeMutableRawPointer, usesProxies: Bool) {
    self.multi = multi
    self.usesProxies = usesProxies
  }

  func begin(_ arrival: Arrival) {
    guard let handle = idle.popLast() ?? EasyHandle(usesProxies: usesProxies) else {
      arrival.continuation.resume(
        returning: .failure(TransportFailure(.refused, "there is not enough memory"))
      )
      return
    }
    let transfer = Transfer(arrival, handle)
    guard handle.prepare(arrival.request, for: transfer),
      curl_multi_add_handle(multi, handle.easy) == CURLM_OK
    else {
      arrival.continuation.resume(returning: .failure(TransportFailure(.invalidRequest)))
      return
    }
    underWay[arrival.number] = transfer
  }

  func cancel(_ number: Int) {
    guard let transfer = underWay.removeValue(forKey: number) else { return }
    curl_multi_remove_handle(multi, transfer.handle.easy)
    transfer.cancel()
  }

  /// Moves data where possible, and completes transfers that have ended.
  func advance() {
    var running: Int32 = 0
    curl_multi_perform(multi, &running)
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
        let context = roster_curl_private(easy)
      else { continue }
      let code = message.pointee.data.result
      // `underWay` keeps the transfer of this pointer alive.
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      curl_multi_remove_handle(multi, easy)
      underWay[transfer.number] = nil
      transfer.finish(code)
      idle.append(transfer.handle)
    }
  }

  func endAll() {
    for number in Array(underWay.keys) { cancel(number) }
  }
}
