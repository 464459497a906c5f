import GRDB

/// The tables, as migrations; a released migration never changes.
enum Schema {
  /// How many consecutive positions one row of `contactBlock` counts.
  static let blockSize = 1024

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: team)
      try db.execute(sql: companies)
      try db.execute(sql: contacts)
      try db.execute(sql: blocks)
    }
    return migrator
  }

  private static let team = """
    CREATE TABLE team (id TEXT PRIMARY KEY, name TEXT NOT NULL, createdAt INTEGER NOT NULL);
    CREATE TABLE member (
      position INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      email TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      role TEXT NOT NULL
    );
    CREATE TABLE registeredField (
      position INTEGER PRIMARY KEY,
      entity TEXT NOT NULL,
      name TEXT NOT NULL,
      label TEXT NOT NULL,
      type TEXT NOT NULL,
      UNIQUE (entity, name)
    );
    """

  private static let companies = """
    CREATE TABLE company (
      position INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      domain TEXT UNIQUE,
      linkedinUrl TEXT UNIQUE COLLATE NOCASE,
      linkedinUrlSalesNav TEXT UNIQUE,
      fields TEXT NOT NULL,
      ownerId TEXT NOT NULL,
      source TEXT NOT NULL,
      createdAt INTEGER NOT NULL,
      createdBy TEXT NOT NULL
    );
    """

  /// The contacts; `position` rises with the time of creation, so `createdAt` needs no index.
  private static let contacts = """
    CREATE TABLE contact (
      position INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      email TEXT UNIQUE,
      linkedinUrl TEXT UNIQUE COLLATE NOCASE,
      linkedinUrlSalesNav TEXT UNIQUE,
      additionalEmails TEXT NOT NULL,
      fields TEXT NOT NULL,
      jobs TEXT NOT NULL,
      ownerId TEXT NOT NULL,
      companyId TEXT,
      source TEXT NOT NULL,
      createdAt INTEGER NOT NULL,
      createdBy TEXT NOT NULL
    );
    CREATE INDEX contactByCompany ON contact (companyId) WHERE companyId IS NOT NULL;
    """

  /// The number of contacts in each block of positions, which gives totals and offsets quickly.
  private static let blocks = """
    CREATE TABLE contactBlock (block INTEGER PRIMARY KEY, count INTEGER NOT NULL);
    CREATE TRIGGER contactAdded AFTER INSERT ON contact BEGIN
      INSERT INTO contactBlock (block, count) VALUES (NEW.position / \(blockSize), 1)
        ON CONFLICT (block) DO UPDATE SET count = count + 1;
    END;
    CREATE TRIGGER contactRemoved AFTER DELETE ON contact BEGIN
      UPDATE contactBlock SET count = count - 1 WHERE block = OLD.position / \(blockSize);
    END;
    """
}
