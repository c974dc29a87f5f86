import type { ImportField } from './import-field.ts';

/**
 * The titles of columns, from the files that partners have: Partner Center's own lists, contacts of Outlook and Google, CRM
 * programs, and lists made by hand in English, French, German, Spanish, Italian, Dutch and Portuguese. Written folded: no
 * accents, no case, no punctuation. A word that means another field in one of these languages is in `TITLES_BESIDE`, or
 * left out.
 */
export const TITLES: Readonly<Record<ImportField, readonly string[]>> = {
  customerId: listed(`
    customer id, customerid, customer tenant id, customertenantid, customer tenant, customer guid,
    microsoft id, microsoft customer id, microsoft tenant id, tenant id, tenantid, tenant, tenant guid,
    azure tenant id, azure ad tenant id, entra tenant id, directory id, id client, id du client,
    id du locataire, id de locataire, id locataire, id tenant, id du tenant, id de locataire du client,
    id du locataire du client, identifiant client, identifiant du client, identifiant du locataire,
    identifiant de locataire, id microsoft, kunden id, kundenid, mandanten id, mandantenid, mandant,
    mandant id, tenant id des kunden, microsoft kunden id, verzeichnis id, id cliente, id del cliente,
    id de cliente, id inquilino, id del inquilino, id de inquilino, id de microsoft, id tenant cliente,
    id del tenant, klant id, klantid, id do cliente, id do inquilino, id do locatario`),
  customer: listed(`
    customer, customer name, customername, customer company, customer company name, end customer, company,
    company name, companyname, organization, organisation, organization name, organisation name,
    account name, client, client name, business name, nom client, nom du client, client final, societe,
    entreprise, raison sociale, nom de la societe, nom de l entreprise, nom de l organisation,
    nom entreprise, nom societe, compte, nom du compte, kunde, kundenname, name des kunden, endkunde,
    firma, firmenname, name der firma, unternehmen, unternehmensname, name des unternehmens,
    organisationsname, cliente, nombre del cliente, nombre de cliente, nombre cliente, cliente final,
    empresa, nombre de la empresa, nombre de empresa, razon social, compania, organizacion, nome cliente,
    nome del cliente, azienda, nome azienda, ragione sociale, societa, organizzazione, klant, klantnaam,
    naam klant, bedrijf, bedrijfsnaam, organisatie, organisatienaam, nome do cliente, nome da empresa,
    razao social, organizacao`),
  domain: listed(`
    domain, domain name, domainname, customer domain, primary domain, primary domain name, primarydomain,
    default domain, default domain name, company domain, domaine, nom de domaine, domaine client,
    domaine du client, domaine principal, nom de domaine principal, domaine par defaut, domane,
    domanenname, primare domane, hauptdomane, kundendomane, dominio, nombre de dominio, dominio principal,
    dominio del cliente, nome di dominio, nome dominio, dominio primario, domein, domeinnaam,
    nome de dominio`),
  acceptanceDate: listed(`
    date, acceptance date, acceptancedate, date of acceptance, accepted on, acceptance, date accepted,
    agreement date, agreement accepted on, date agreed, dateagreed, agreed on, mca date,
    mca acceptance date, mca accepted on, date signed, signed on, signature date, signing date,
    date of signature, date of agreement, date d acceptation, date acceptation, date d accord,
    date de l accord, date de l acceptation, date d acceptation du mca, date acceptation mca,
    date de signature, date signature, accepte le, signe le, date mca, date du mca, datum, annahmedatum,
    datum der annahme, zustimmungsdatum, datum der zustimmung, akzeptiert am, angenommen am, zugestimmt am,
    unterschrieben am, datum der unterschrift, unterschriftsdatum, mca datum, fecha, fecha de aceptacion,
    fecha aceptacion, aceptado el, fecha de firma, fecha del acuerdo, data, data di accettazione,
    data accettazione, accettato il, data di firma, acceptatiedatum, datum van acceptatie, geaccepteerd op,
    datum acceptatie, data de aceitacao, data de aceite, data aceitacao, aceite em`),
  firstName: listed(`
    first name, firstname, given name, givenname, forename, forenames, fname, contact first name,
    first name of contact, contact firstname, primary contact first name, signer first name,
    signatory first name, customer first name, prenom, prenoms, prenom du contact, prenom contact,
    prenom du signataire, prenom signataire, vorname, vornamen, rufname, vorname des ansprechpartners,
    vorname ansprechpartner, vorname kontakt, nombre de pila, primer nombre, nome di battesimo, voornaam,
    voornaam contactpersoon, primeiro nome, nome proprio`),
  lastName: listed(`
    last name, lastname, surname, family name, familyname, lname, contact last name, last name of contact,
    contact lastname, contact surname, primary contact last name, signer last name, signatory last name,
    customer last name, nom, nom de famille, nom du contact, nom contact, nom du signataire,
    nom signataire, nachname, familienname, zuname, nachname des ansprechpartners,
    nachname ansprechpartner, nachname kontakt, apellido, apellidos, primer apellido,
    apellido del contacto, apellidos del contacto, apellidos de contacto, cognome, cognome del contatto,
    achternaam, familienaam, achternaam contactpersoon, apelido, sobrenome, ultimo nome, nome de familia`),
  fullName: listed(`
    name, full name, fullname, display name, contact, contact name, contact full name, contact person,
    primary contact, primary contact name, signer, signer name, signatory, signatory name, accepted by,
    signed by, nom complet, nom et prenom, nom prenom, nom prenoms, prenom et nom, prenom nom,
    personne de contact, contact principal, signataire, accepte par, signe par, vollstandiger name,
    vor und nachname, vorname nachname, vorname und nachname, ansprechpartner, ansprechpartnerin, kontakt,
    kontaktperson, kontaktname, unterzeichner, nombre, nombre completo, nombre y apellidos,
    nombre y apellido, contacto, nombre del contacto, nombre de contacto, persona de contacto, firmante,
    nome, nome completo, nome e cognome, contatto, persona di riferimento, naam, volledige naam,
    contactpersoon, pessoa de contato, contato`),
  email: listed(`
    email, e mail, mail, email address, e mail address, emailaddress, mail address, e mail id, email id,
    contact email, contact e mail, contact email address, contact mail, business email, work email,
    primary email, primary contact email, e mail 1 value, signer email, signatory email, courriel,
    adresse email, adresse e mail, adresse mail, adresse electronique, email du contact,
    adresse de courriel, adresse de messagerie, e mail du contact, courriel du contact, email contact,
    e mail contact, mail contact, mail du contact, e mail professionnel, email professionnel, mel,
    e mail adresse, emailadresse, email adresse, mailadresse, mail adresse, e mail kontakt,
    e mail des ansprechpartners, correo, correo electronico, direccion de correo, e mail del contacto,
    direccion de correo electronico, correo del contacto, direccion de e mail, posta elettronica,
    indirizzo email, indirizzo e mail, e mailadres, mailadres, emailadres, endereco de email,
    endereco de e mail, correio eletronico, correio electronico`),
  phoneNumber: listed(`
    phone, phone number, phonenumber, phone no, telephone, telephone number, telephone no, tel, tel no,
    tel number, mobile, mobile phone, mobile number, mobile no, mobile phone number, cell, cell phone,
    cellphone, cell phone number, cell no, cell number, cellular, business phone, business phone number,
    work phone, office phone, company phone, direct phone, direct line, landline, contact phone,
    contact phone number, contact number, contact no, primary phone, main phone, contact mobile,
    contact telephone, phone 1, phone 1 value, primary contact phone, no de telephone, n de telephone,
    n telephone, n tel, no tel, numero de telephone, num tel, telephone du contact, telephone contact,
    tel contact, telephone portable, telephone mobile, telephone fixe, telephone professionnel,
    tel portable, tel mobile, tel fixe, portable, fixe, numero de portable, n de portable, n portable,
    ligne directe, gsm, telefon, telefonnummer, telefon nr, telefonnr, tel nr, rufnummer, handy,
    handynummer, handy nr, mobiltelefon, mobilnummer, mobil, mobilfunk, mobilfunknummer, festnetz,
    durchwahl, telefon geschaftlich, telefono, numero de telefono, telefono de contacto,
    telefono del contacto, movil, telefono movil, telefono celular, celular, telefono fijo,
    numero di telefono, cellulare, telefono cellulare, telefoon, telefoonnummer, mobiele telefoon, mobiel,
    mobiel nummer, telefone, numero de telefone, telemovel, telefone celular, telefone movel`),
};

/**
 * Words for a whole name that mean only one half where the other half has a column in the same language: beside « Vorname »,
 * « Name » is the last name; beside « Apellidos », « Nombre » is the first one.
 */
export const TITLES_BESIDE: readonly {
  beside: readonly string[];
  title: string;
  field: 'firstName' | 'lastName';
}[] = [
  { beside: ['vorname', 'vornamen', 'rufname'], title: 'name', field: 'lastName' },
  { beside: ['voornaam'], title: 'naam', field: 'lastName' },
  { beside: ['apellido', 'apellidos', 'primer apellido'], title: 'nombre', field: 'firstName' },
  {
    beside: ['apellidos del contacto', 'apellido del contacto'],
    title: 'nombre del contacto',
    field: 'firstName',
  },
  { beside: ['apellidos de contacto'], title: 'nombre de contacto', field: 'firstName' },
  { beside: ['cognome', 'apelido', 'sobrenome'], title: 'nome', field: 'firstName' },
];

function listed(text: string): string[] {
  return text.split(',').map((title) => title.trim());
}
