/// The events of one entry of a mapping that is written in the usual way, borrowed like an event's bytes.
///
/// First its key, then its value with all that is in it. Keys are plain; no value has a tag, an anchor or an
/// alias.
package struct YAMLEntry {
  /// An event on one line, as places in the text.
  package struct Event {
    package let kind: YAMLEvent.Kind
    package let style: YAMLEvent.Style
    /// How many characters it has beside its text.
    let marks: UInt8
    /// 1-based.
    package let line: UInt32
    /// 1-based, in Unicode scalars.
    package let column: UInt32
    /// Of its text, in bytes.
    package let length: UInt32
    /// Of its text, in bytes; 0 where there is none.
    package let offset: Int
  }

  package let events: UnsafeBufferPointer<Event>
  /// The text that the events are places in.
  package let base: UnsafeRawPointer

  /// A scalar's bytes.
  package func text(_ index: Int) -> UnsafeRawBufferPointer {
    let event = events[index]
    return UnsafeRawBufferPointer(start: base + event.offset, count: Int(event.length))
  }
}
