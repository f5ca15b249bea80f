"""English adjectives of places: `Norwegian` where the place is Norway."""

from __future__ import annotations

import re
from functools import lru_cache

# Those that are not the name and an n (Russia, Russian).
_OWN = {
    place: tuple(adjectives.split("|"))
    for place, adjectives in (line.split("=") for line in """
Afghanistan=Afghan
Argentina=Argentine|Argentinian
Azerbaijan=Azerbaijani|Azeri
Bahrain=Bahraini
Bangladesh=Bangladeshi
Belarus=Belarusian|Byelorussian
Belgium=Belgian
Benin=Beninese|Beninois
Bosnia and Herzegovina=Bosnian
Brazil=Brazilian
Brussels=Brussels
Burkina Faso=Burkinabe|Burkinabè|Burkinan
Burundi=Burundian
Cameroon=Cameroonian
Canada=Canadian
Cape Verde=Cape Verdean|Cabo Verdean
Central African Republic=Central African
Chad=Chadian
Chile=Chilean
China=Chinese
Congo=Congolese
Côte d’Ivoire=Ivorian|Ivoirian
Cyprus=Cypriot
Czechia=Czech
Democratic Republic of the Congo=Congolese
Denmark=Danish
Djibouti=Djiboutian
Ecuador=Ecuadorian|Ecuadorean
Egypt=Egyptian
Europe=European
Finland=Finnish
France=French
Gabon=Gabonese
Germany=German
Ghana=Ghanaian
Great Britain=British
Greece=Greek
Greenland=Greenlandic
Guatemala=Guatemalan
Haiti=Haitian
Hungary=Hungarian
Iceland=Icelandic
Iran=Iranian
Iraq=Iraqi
Ireland=Irish
Israel=Israeli
Italy=Italian
Ivory Coast=Ivorian
Japan=Japanese
Jordan=Jordanian
Kazakhstan=Kazakh|Kazakhstani
Kuwait=Kuwaiti
Kyrgyzstan=Kyrgyz
Lebanon=Lebanese
London=London
Luxembourg=Luxembourg
Madagascar=Malagasy
Mali=Malian
Malta=Maltese
Mexico=Mexican
Morocco=Moroccan
Mozambique=Mozambican
Myanmar=Burmese
Nepal=Nepalese|Nepali
Netherlands=Dutch
New Zealand=New Zealand
Niger=Nigerien
North Korea=North Korean
Norway=Norwegian
Oman=Omani
Pakistan=Pakistani
Palestine=Palestinian
Panama=Panamanian
Paraguay=Paraguayan
Paris=Parisian
Peru=Peruvian
Philippines=Philippine|Filipino
Poland=Polish
Portugal=Portuguese
Qatar=Qatari
Republic of the Congo=Congolese
Saudi Arabia=Saudi|Saudi Arabian
Senegal=Senegalese
Slovakia=Slovak|Slovakian
Somalia=Somali
South Korea=South Korean
South Sudan=South Sudanese
Spain=Spanish
Sudan=Sudanese
Sweden=Swedish
Switzerland=Swiss
Taiwan=Taiwanese
Tajikistan=Tajik|Tajikistani
Thailand=Thai
Togo=Togolese
Turkey=Turkish
Turkmenistan=Turkmen
Türkiye=Turkish
Ukraine=Ukrainian
United Kingdom=British|UK
United States=American|U.S.
Uruguay=Uruguayan
Uzbekistan=Uzbek|Uzbekistani
Vatican=Vatican
Vietnam=Vietnamese
Yemen=Yemeni
Zimbabwe=Zimbabwean
""".strip().splitlines())
}


def has_relational(name: str, kind: str, text: str) -> bool:
    """True when `text` says the place `name` by an adjective, its people included."""
    pattern = _pattern(name) if kind == "place" else None
    return bool(pattern and pattern.search(text))


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str] | None:
    adjectives = _OWN.get(name) or ((name + "n",) if name.endswith("a") else ())
    choices = "|".join(map(re.escape, adjectives))
    return re.compile(rf"(?<!\w)(?:{choices})s?(?!\w)") if choices else None
