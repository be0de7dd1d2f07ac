"""Words of the sample plan: sixty invented tasks, each called so, in six chapters."""

MARK = "Zadanie przykładowe"
CHAPTERS = [
    (
        "I",
        "Koordynacja działań (przykład)",
        ["zespoły (przykład)", "przepływ informacji (przykład)"],
        [
            "posiedzenia zespołów wojewódzkich dwa razy w roku",
            "wspólny kalendarz działań instytucji",
            "aktualna lista osób do kontaktu w województwach",
            "wymiana dobrych praktyk między zespołami",
            "roczna narada koordynatorów",
            "wzór rocznej informacji o działaniach zespołu",
            "przegląd porozumień o współpracy",
            "udział organizacji pozarządowych w pracach zespołów",
            "zasady powiadamiania o nowych zagrożeniach",
            "ocena pracy zespołów po roku",
        ],
    ),
    (
        "II",
        "Działania prewencyjne (przykład)",
        ["ogół (przykład)", "grupy zawodowe (przykład)"],
        [
            "zajęcia o bezpiecznej pracy za granicą dla uczniów",
            "ulotki w czterech językach w urzędach pracy",
            "spoty informacyjne w środkach transportu",
            "stoiska na targach pracy",
            "strona internetowa o werbunku przez ogłoszenia",
            "informator dla cudzoziemców przy wydawaniu zezwoleń",
            "materiały dla konsulatów",
            "kampania w Europejskim Dniu Przeciwko Handlowi Ludźmi",
            "spotkania z pracodawcami sezonowymi",
            "scenariusze lekcji dla nauczycieli",
        ],
    ),
    (
        "III",
        "Wsparcie i ochrona (przykład)",
        ["pomoc (przykład)", "dzieci (przykład)"],
        [
            "dostęp do całodobowego telefonu zaufania",
            "miejsca schronienia w każdym województwie",
            "tłumacze w pierwszym kontakcie",
            "wzór karty pierwszego kontaktu bez danych osób",
            "opieka psychologiczna w ośrodkach interwencji",
            "algorytm postępowania z małoletnim cudzoziemcem",
            "szkolenie kuratorów i opiekunów",
            "przegląd procedur Krajowego Mechanizmu Referencyjnego",
            "pomoc prawna na czas postępowania",
            "powrót do kraju pochodzenia: lista kontrolna",
        ],
    ),
    (
        "IV",
        "Ściganie (przykład)",
        ["czynności (przykład)", "współpraca (przykład)"],
        [
            "wspólne działania służb w dniach akcji",
            "kontrole legalności zatrudnienia w sektorach ryzyka",
            "wymiana informacji o ogłoszeniach werbunkowych",
            "zespoły śledcze z innymi państwami",
            "analiza przepływów pieniężnych",
            "współpraca z platformami internetowymi",
            "narady prokuratorów koordynatorów",
            "wytyczne o przesłuchaniu w przyjaznych warunkach",
            "zabezpieczanie mienia",
            "kontrole agencji zatrudnienia",
        ],
    ),
    (
        "V",
        "Szkolenia (przykład)",
        ["służby (przykład)", "pomoc społeczna (przykład)"],
        [
            "szkolenia funkcjonariuszy pierwszego kontaktu",
            "szkolenia inspektorów pracy",
            "szkolenia prokuratorów i sędziów",
            "szkolenia pracowników socjalnych",
            "szkolenia pracowników ochrony zdrowia",
            "szkolenia konsulów",
            "kurs internetowy dla urzędników",
            "szkolenia pedagogów szkolnych",
            "szkolenia pracowników ośrodków dla cudzoziemców",
            "szkolenia trenerów",
        ],
    ),
    (
        "VI",
        "Badania i ocena (przykład)",
        ["badania (przykład)", "dane (przykład)"],
        [
            "roczne zestawienie danych statystycznych",
            "badanie zjawiska pracy przymusowej",
            "przegląd orzecznictwa",
            "ankieta wśród cudzoziemców o znajomości praw",
            "ocena skuteczności kampanii",
            "mapa sektorów ryzyka",
            "raport o zagrożeniach w internecie",
            "analiza wniosków organizacji pozarządowych",
            "porównanie z zaleceniami organów międzynarodowych",
            "ocena realizacji planu w połowie okresu",
        ],
    ),
]
KINDS = [
    ("one_off", "31.12.2027"),
    ("continuous", "zadanie ciągłe"),
    ("periodic", "raz w roku"),
    ("one_off", "IV kwartał 2026"),
    ("continuous", "na bieżąco"),
]
INDICATORS = [
    ("liczba przeszkolonych osób", "osoby", "sum", 400),
    ("liczba przeprowadzonych działań", "działania", "apart", 12),
    ("liczba rozdanych materiałów", "sztuki", "sum", 5000),
    ("odsetek instytucji objętych zadaniem", "%", "apart", 80),
    ("liczba posiedzeń", "posiedzenia", "sum", 32),
]
DONE = (
    "Tekst przykładowy: w okresie sprawozdawczym przeprowadzono zaplanowane działania, w tym "
    "spotkania robocze z instytucjami współpracującymi."
)
RESULT = "Tekst przykładowy: instytucje wiedzą, do kogo kierować sprawy, i robią to szybciej."
OBSTACLES = "Tekst przykładowy: brak środków na tłumaczenia w drugim półroczu."
