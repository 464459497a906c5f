import Model

/// What the headers of the exports that people have mean.
///
/// From the exports of lemlist, HubSpot, Google Contacts, LinkedIn, Apollo, Salesforce and Outlook,
/// as their own help pages and files name the columns, and from what people write by hand.
enum HeaderTable {
  /// What a header means, and its place among those that mean the same: the lowest is asked first.
  struct Entry: Hashable {
    let target: ImportTarget
    let rank: Int
  }

  /// What that folded header means; `nil` when it is not known.
  static func entry(_ folded: String) -> Entry? { entries[folded] }

  /// The known header that a misspelt one nearly is.
  static let foldedNames: [String] = entries.keys.sorted()

  private static let entries: [String: Entry] = {
    var entries: [String: Entry] = [:]
    for (target, names) in rows {
      for (rank, name) in names.split(separator: " ").enumerated() {
        entries[String(name)] = Entry(target: target, rank: rank + 1)
      }
    }
    // The API's own names, which lemlist's exports have.
    for field in ResourceType.contact.fields {
      entries[HeaderName.fold(field.name)] = Entry(target: .field(field), rank: 0)
    }
    return entries
  }()

  /// Folded as `HeaderName` does it.
  private static let rows: [(ImportTarget, String)] = [
    (
      .field(.email),
      """
      email emailaddress workemail businessemail professionalemail primaryemail mail emailwork \
      companyemail adresseemail courriel emailadresse correoelectronico
      """
    ),
    (
      .field(.additionalEmails),
      """
      email#value email#address emailaddress# email# secondaryemail personalemail otheremail \
      alternateemail additionalemailaddresses additionalemail emailpersonal homeemail emailhome \
      privateemail tertiaryemail
      """
    ),
    (
      .field(.firstName),
      "firstname givenname forename vorname prenom nombre"
    ),
    (
      .field(.lastName),
      "lastname familyname surname nachname nomdefamille apellidos apellido nom"
    ),
    (.fullName, "fullname name contactname displayname contact person"),
    (
      .field(.phone),
      """
      phone phonenumber mobilephone mobilephonenumber mobile cellphone cell workdirectphone \
      directphone workphone businessphone phone#value phone# businessphone# companyphone \
      corporatephone companymainphone homephone homephone# mobilephone# otherphone telephone tel phonework phonemobile \
      primaryphone telefon mobiltelefon telefono
      """
    ),
    (
      .field(.jobTitle),
      """
      jobtitle position organizationtitle organization#title role occupation currentposition \
      fonction poste cargo title
      """
    ),
    (.field(.jobDescription), "jobdescription positiondescription roledescription"),
    (
      .field(.linkedinUrl),
      """
      linkedinurl linkedin personlinkedinurl linkedinprofile linkedinprofileurl profileurl \
      contactlinkedinurl linkedinlink linkedinpublicurl hslinkedinurl
      """
    ),
    (
      .field(.linkedinUrlSalesNav),
      "salesnavigatorurl salesnavurl linkedinsalesnavigatorurl linkedinsalesnav salesnavigator"
    ),
    (
      .companyName,
      """
      companyname company accountname organizationname organization#name organization \
      associatedcompany primaryassociatedcompany employer account companynameforemails firma \
      unternehmen entreprise societe empresa
      """
    ),
    (
      .companyWebsite,
      """
      companywebsite website websiteurl companydomainname domain companyurl accountwebsite \
      companywebsiteurl emaildomain
      """
    ),
    (
      .field(.companyLinkedinUrl),
      "companylinkedin companylinkedinpage linkedincompanypage companylinkedinlink accountlinkedinurl"
    ),
    (.webPage, "url webpage website#value homepage personalwebsite website#"),
    (
      .field(.picture),
      "photo photourl pictureurl avatar avatarurl profilepicture profilepictureurl imageurl image"
    ),
    (.field(.timezone), "tz hstimezone timezonename"),
    (.field(.industry), "companyindustry sector branche secteur"),
    (.field(.languages), "language preferredlanguage"),
    (.field(.location), "contactlocation personlocation"),
    (.field(.skills), "skill"),
    (.field(.summary), "notes note bio biography about description contactnotes"),
    (.field(.tagline), "headline"),
    (.field(.contactOwner), "owner contactowneremail owneremail"),
    (.field(.source), "leadsource originalsource contactsource"),
    (.city, "city mailingcity businesscity address#city personcity contactcity ville stadt ciudad"),
    (
      .region,
      """
      state stateregion region mailingstate mailingstateprovince businessstate address#region \
      province personstate
      """
    ),
    (
      .country,
      """
      country countryregion mailingcountry businesscountryregion businesscountry address#country \
      personcountry pays land pais
      """
    ),
  ]
}
