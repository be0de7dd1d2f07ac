"""Invented posts of the demo: who writes, to whom, what, how many days ago."""

MAZ, WLKP, LODZ, KRAJ = "wojewodztwo-14", "wojewodztwo-30", "wojewodztwo-10", "krajowy-2023"
KWP, KSP = "Komenda Wojewódzka Policji z siedzibą w Radomiu", "Komenda Stołeczna Policji"
KGP, KGSG = "Komenda Główna Policji", "Komenda Główna Straży Granicznej"
PROKURATURA = "Prokuratura Okręgowa w Warszawie"
SIP = "Stowarzyszenie Interwencji Prawnej"
OIP = "Okręgowy Inspektorat Pracy w Warszawie"
KURATORIUM = "Kuratorium Oświaty w Warszawie"
NWOSG = "Nadwiślański Oddział Straży Granicznej"
MCPS = "Mazowieckie Centrum Polityki Społecznej"
WUP = "Wojewódzki Urząd Pracy w Poznaniu"
KWP_POZNAN = "Komenda Wojewódzka Policji w Poznaniu"
CARITAS = "Caritas Archidiecezji Poznańskiej"
LIGHTHOUSE = "Fundacja LightHouse"
OIP_LODZ = "Okręgowy Inspektorat Pracy w Łodzi"
MSWIA = "Ministerstwo Spraw Wewnętrznych i Administracji"
MRIPS = "Ministerstwo Rodziny i Polityki Społecznej"

# Days ago, source (a team by its key, else an institution), kind, label, teams, institutions.
POSTS = [
    (1, NWOSG, "warning", "units", [MAZ], [SIP], "Fałszywe oferty pracy przy zbiorach"),
    (2, KWP, "warning", "teams", [], [], "Ogłoszenia „pracy bez języka” z opłatą za paszport"),
    (3, MAZ, "information", "units", [MAZ], [], "Harmonogram prac nad diagnozą województwa"),
    (4, SIP, "good_practice", "teams", [], [], "Tłumacz przez telefon w pierwszej rozmowie"),
    (
        5,
        OIP,
        "information",
        "units",
        [MAZ],
        [],
        "Kontrole legalności zatrudnienia: jesień",
    ),
    (6, KURATORIUM, "document", "teams", [], [], "Scenariusz lekcji dla szkół zawodowych"),
    (7, KRAJ, "question", "teams", [], [], "Jak zespoły liczą uczestników szkoleń?"),
    (8, KGP, "information", "institutions", [], [KGSG, MSWIA], "Spotkanie koordynatorów"),
    (9, PROKURATURA, "good_practice", "units", [MAZ], [], "Lista pytań do pierwszej narady"),
    (11, WUP, "warning", "teams", [], [], "Agencja bez wpisu do rejestru pośredników"),
    (12, WLKP, "information", "units", [WLKP], [], "Plan pracy zespołu na przyszły rok"),
    (13, CARITAS, "good_practice", "teams", [], [], "Punkt konsultacyjny w parafii"),
    (14, KWP_POZNAN, "information", "units", [WLKP], [], "Zmiana koordynatorów w komendach"),
    (16, KSP, "information", "public", [], [], "Ulotki w pięciu językach do pobrania w urzędach"),
    (18, MCPS, "document", "teams", [MAZ], [], "Baza miejsc noclegowych: jak ją czytać"),
    (20, LIGHTHOUSE, "good_practice", "teams", [], [], "Spotkania z uczniami przed wakacjami"),
    (21, OIP_LODZ, "information", "units", [LODZ], [], "Sygnały z kontroli w transporcie"),
    (24, MRIPS, "information", "public", [], [], "Dni bezpłatnych porad w KCIK"),
    (27, KRAJ, "document", "teams", [], [], "Słownik pojęć do sprawozdań KPD"),
    (30, SIP, "question", "units", [MAZ], [SIP], "Kto organizuje tłumaczy przysięgłych?"),
    (33, KGSG, "warning", "institutions", [], [KGP, NWOSG], "Nowa trasa przewozu pracowników"),
    (38, MAZ, "good_practice", "public", [], [], "Wspólny dyżur telefoniczny instytucji"),
    (45, OIP, "document", "teams", [], [], "Karta informacyjna dla pracownika sezonowego"),
    (52, KWP, "information", "units", [MAZ], [], "Podsumowanie szkoleń z pierwszego półrocza"),
]
NAMED = (2, KSP, "Ustalenia po naradzie: tylko do wiadomości wskazanych osób", "anna.borowik")

TEXTS = {
    "warning": (
        "Co się dzieje: {title}. Ogłoszenia powtarzają się na portalach i w grupach.\n\n"
        "Gdzie: w sieci i na słupach ogłoszeniowych przy dworcach.\n\n"
        "Od kiedy: od dwóch tygodni.\n\n"
        "Do kogo dzwonić: do dyżurnego właściwej komendy albo do KCIK, czynne całą dobę."
    ),
    "good_practice": (
        "Co zrobiliśmy: {title}. Zaczęliśmy od małej grupy i dwóch spotkań.\n\n"
        "Co to dało: krótsza droga do pomocy i mniej nieporozumień między instytucjami.\n\n"
        "Kto powie więcej: osoba, która reprezentuje nas w zespole."
    ),
    "question": (
        "O co pytamy: {title}\n\n"
        "Po co: chcemy, żeby w sprawozdaniach wszyscy mówili tym samym językiem.\n\n"
        "Do kiedy: prosimy o komentarz w ciągu dwóch tygodni."
    ),
    "document": (
        "Co to jest i dla kogo: {title}. Materiał dla osób, które prowadzą pierwsze rozmowy.\n\n"
        "Co jest w nim nowego: przykłady z tego roku i krótsza pierwsza strona."
    ),
    "information": (
        "{title}.\n\nPrzekazujemy do wiadomości. Szczegóły omówimy na najbliższym posiedzeniu; "
        "uwagi można zgłaszać wcześniej osobie, która reprezentuje nas w zespole."
    ),
}
