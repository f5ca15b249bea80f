"""French and Malian names as the Russian press writes them."""

from __future__ import annotations

import pytest

from translate.terminology.transcription import transcribe

NAMES = """
Traoré Траоре; Keïta Кейта; Goïta Гойта; Assimi Ассими; Maïga Майга; Diop Диоп; Sissoko Сиссоко; Koné Коне; Touré Туре
Cissé Сиссе; Dramé Драме; Konaré Конаре; Camara Камара; Sadio Садио; Wagué Ваге; Diaw Диау; Malick Малик; Sanou Сану
Alousséni Алуссени; Choguel Шогель; Abdoulaye Абдулай; Boubou Бубу; Bah Ба; N'Daw Ндау; Moctar Моктар; Ouane Уан
Soumaïla Сумаила; Ibrahim Ибрагим; Boubacar Бубакар; Modibo Модибо; Ismaël Исмаэль; Bazoum Базум; Mohamed Мохамед
Tiani Тиани; Bassirou Бассиру; Diomaye Диомай; Faye Фай; Macky Маки; Sall Салль; Ouattara Уаттара; Alassane Алассан
Tiébilé Тьебиле; Dembélé Дембеле; Coulibaly Кулибали; Doumbia Думбия; Diallo Диалло; Diarra Диарра; Sidibé Сидибе
Bagayoko Багайоко; Kouyaté Куяте; Iyad Ияд; Sékou Секу; Fatoumata Фатумата; Diawara Диавара; Sangaré Сангаре; Yaya Яя
Haïdara Хайдара; Alpha Альфа; Oumar Умар; Amadou Амаду; Toumani Тумани; Kadiatou Кадиату; Mahamadou Махамаду
Ouagadougou Уагадугу; Tombouctou Томбукту; Ségou Сегу; Mopti Мопти; Ménaka Менака; Djenné Дженне; Niamey Ниамей
Cotonou Котону; Koulikoro Куликоро; Bobo-Dioulasso Бобо-Диулассо; Niono Нионо; Dioïla Диойла; Sikasso Сикассо
Macron Макрон; Hollande Олланд; Sarkozy Саркози; Chirac Ширак; Mitterrand Миттеран; Pompidou Помпиду; Fabius Фабиус
Philippe Филипп; Borne Борн; Attal Атталь; Bayrou Байру; Castex Кастекс; Darmanin Дарманен; Parly Парли
Lecornu Лекорню; Colonna Колонна; Séjourné Сежурне; Barrot Барро; Villepin Вильпен; Juppé Жюппе; Raffarin Раффарен
Fillon Фийон; Cazeneuve Казнёв; Royal Руаяль; Beaumont Бомон; Guillaume Гийом; Bordeaux Бордо; Michel Мишель
Jacques Жак; Georges Жорж; Charles Шарль; François Франсуа; Pierre Пьер; Étienne Этьен; Benoît Бенуа; Laurent Лоран
Antoine Антуан; Louis Луи; Thierry Тьерри; Christophe Кристоф; Sébastien Себастьен; Catherine Катрин; Gérard Жерар
Emmanuel Эмманюэль; Dominique Доминик; Depardieu Депардьё; Olivier Оливье; Xavier Ксавье; Thomas Тома; Vincent Венсан
Martin Мартен; Eugène Эжен; Isabelle Изабель; Rimbaud Рембо; Lyon Лион; Avignon Авиньон; Villiers Вилье; Noël Ноэль
Jean-Yves/Le/Drian Жан-Ив/Ле/Дриан; Valéry/Giscard/d'Estaing Валери/Жискар/д’Эстен; Bruno/Le/Maire Брюно/Ле/Мэр
Amadou/Toumani/Touré Амаду/Тумани/Туре; Charles/de/Gaulle Шарль/де/Голль; Iyad/Ag/Ghali Ияд/Аг/Гали
"""
PAIRS = [tuple(pair.split()) for line in NAMES.strip().splitlines() for pair in line.split(";")]


@pytest.mark.parametrize(("french", "russian"), [(a.replace("/", " "), b.replace("/", " ")) for a, b in PAIRS])
def test_names(french: str, russian: str) -> None:
    assert transcribe(french) == russian


def test_there_are_enough_names() -> None:
    assert len(PAIRS) >= 120


def test_capitals_and_joints_follow_the_original() -> None:
    assert transcribe("TRAORÉ") == "ТРАОРЕ"
    assert transcribe("l’Union") == "л’Юньон"
    assert transcribe("Bah N’Daw (1950)") == "Ба Ндау (1950)"
    assert transcribe("") == ""
