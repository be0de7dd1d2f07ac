"""Accounts of the demo: invented people, one password, printed by `./run`."""

PASSWORD = "stol-demo-2026-handel"

ACCOUNTS = [
    ("anna.borowik@muw.example.gov.pl", "Anna Borowik", "koordynatorka zespołu mazowieckiego"),
    (
        "tomasz.wilk@kwp-radom.example.gov.pl",
        "Tomasz Wilk",
        "członek zespołu mazowieckiego (Policja)",
    ),
    (
        "ewa.lipska@prokuratura.example.gov.pl",
        "Ewa Lipska",
        "członkini zespołu mazowieckiego (prokuratura)",
    ),
    ("zofia.kalina@fundacja.example.org", "Zofia Kalina", "członkini zespołu mazowieckiego (NGO)"),
    (
        "piotr.sosna@kgp.example.gov.pl",
        "Piotr Sosna",
        "członek zespołu krajowego i mazowieckiego, pisze sprawozdania KGP",
    ),
    ("wanda.limba@kgp.example.gov.pl", "Wanda Limba", "podpisuje sprawozdania KGP"),
    ("maria.topola@mswia.example.gov.pl", "Maria Topola", "sekretarz zespołu krajowego"),
    ("jerzy.modrzew@mswia.example.gov.pl", "Jerzy Modrzew", "przewodniczący zespołu krajowego"),
    (
        "karolina.jesion@wuw.example.gov.pl",
        "Karolina Jesion",
        "koordynatorka zespołu wielkopolskiego",
    ),
    ("adam.dawny@muw.example.gov.pl", "Adam Dawny", "dawny członek zespołu mazowieckiego"),
    ("administrator@stol.example.org", "Irena Klon", "administratorka (bez prawa do treści)"),
]


def lines():
    """Return `(email, name, what the person is)` in the order to print."""
    return ACCOUNTS
