/// Domains where anybody has an address, so that they say nothing about a company.
enum FreeMailDomains {
  /// Whether that domain, in lower case, belongs to such a service.
  static func contains(_ domain: String) -> Bool {
    if names.contains(domain) { return true }
    let labels = domain.split(separator: ".")
    guard let first = labels.first, (2...3).contains(labels.count) else { return false }
    return families.contains(String(first))
  }

  /// Pages of people and companies at others, whose domain is nobody's in a list of contacts.
  static func isSocial(_ domain: String) -> Bool {
    social.contains { domain == $0 || domain.hasSuffix("." + $0) }
  }

  /// With any country's ending.
  private static let families: Set<String> = [
    "yahoo", "hotmail", "outlook", "live", "gmx", "ymail", "aol", "yandex", "protonmail",
  ]

  private static let names: Set<String> = Set(
    """
    gmail.com googlemail.com icloud.com me.com mac.com msn.com rocketmail.com proton.me pm.me \
    mail.com email.com mail.ru bk.ru inbox.ru list.ru rambler.ru ya.ru web.de freenet.de \
    t-online.de arcor.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr \
    libero.it virgilio.it tiscali.it alice.it tin.it hotmail.it terra.com.br uol.com.br bol.com.br ig.com.br \
    seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl op.pl bigpond.com optusnet.com.au btinternet.com \
    sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk comcast.net verizon.net att.net \
    sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com rogers.com shaw.ca sympatico.ca \
    bluewin.ch telenet.be skynet.be ziggo.nl kpnmail.nl xs4all.nl planet.nl home.nl hetnet.nl chello.nl \
    qq.com 163.com 126.com sina.com sohu.com foxmail.com naver.com daum.net hanmail.net rediffmail.com \
    zoho.com zohomail.com fastmail.com fastmail.fm tutanota.com tuta.io hey.com hushmail.com duck.com \
    mailbox.org posteo.de privaterelay.appleid.com
    """.split(separator: " ").map(String.init)
  )

  private static let social = [
    "linkedin.com", "facebook.com", "fb.com", "twitter.com", "x.com", "instagram.com",
    "youtube.com",
    "github.com", "medium.com", "tiktok.com", "google.com", "goo.gl", "bit.ly", "linktr.ee", "t.me",
    "wa.me", "xing.com", "wikipedia.org", "crunchbase.com", "angel.co",
  ]
}
