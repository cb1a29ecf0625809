"""Words that stand with names: titles, and particles between their parts."""

from __future__ import annotations

import re

from dossier.redaction.names.letters import listed

TITLES = listed(
    """mr mrs ms miss mx dr prof professor doctor sir dame lord lady rev reverend fr father sister
    brother hon judge justice advocate president minister capt captain col colonel gen general lt
    maj major sgt haji hajji imam sheikh mullah mme mlle monsieur madame maitre sra sr don dona
    herr frau pan pani гн гжа господин госпожа др проф jr snr jnr junior senior ii iii iv esq phd
    md llm llb mp mep qc kc obe
    daw bey hanim efendi senor senora srta san ssi nim ong ba anh chi ato woizero bapak ibu pak
    мл ст младшии старшии"""
)
"""What may stand with a name and is no part of it, without accents, points and hyphens."""

BORN = listed(
    """nee born formerly geb geborene geboren nata nacida nascida fodd syntynyt rozena rodena
    urodzona szuletett nascuta урожденная урожд рожд рожденная народжена"""
)
"""What stands before a name that somebody had before, in bare letters."""

NAMING = listed(
    """name names named first last given middle family fore surname forename forenames surnames
    patronymic maiden christian nickname nicknamed alias aka called known
    nom noms prenom prenoms surnomme surnommee dit dite dits dites appele appelee connu connue
    nombre nombres apellido apellidos llamado llamada conocido conocida apodado apodada
    nome nomes sobrenome apelido chamado chamada conhecido conhecida cognome detto detta
    vorname vornamen nachname familienname rufname genannt namens bekannt voornaam achternaam
    genaamd fornavn etternavn efternavn fornamn efternamn etunimi sukunimi
    imie imiona nazwisko zwany zwana jmeno prijmeni meno priezvisko zvany zvana ime prezime zvani
    nev keresztnev vezeteknev prenume nume zis zisa emri mbiemri ad adi soyadi soyad isim ism
    familiya nama marga jina
    имя имени имена фамилия фамилии отчество отчества псевдоним прозвище кличка известныи известная
    известна известен зовут прозванныи прозванная называемыи называемая
    им'я прізвище батькові відомии відома ім'я імя презиме фамилно
    аты тегі есімі исми фамилияси ном насаб
    اسم الاسم لقب اللقب المعروف المعروفه باسم نام שם משפחה פרטי ονομα επωνυμο
    սահանուն անուն ազգանուն სახელი გვარი"""
)
"""What says that a part of a name follows, as in "Surname: …, given name: …" or "…, known as …".

In small letters, without accents, as `key` gives them.
"""

PARTICLES = listed(
    """de da do dos das del della di du la le las los el al ul ud ad von van der den ter ten zu zur
    bin ibn ben bint binti abu ould mint oglu ogly kyzy uulu y e i af av аль эль ибн оглы кызы улы
    углы фон ван де mac mc"""
)
CHAINS = listed("bin ibn ben bint binti abu abi umm ould mint al el ul ud bnou ibnu аль эль ибн")
"""Particles of names that go from father to father, of which each may be the one in use."""
FAMILY_FIRST = listed("de del della di du van von der den ter zu zur mac mc фон ван")
"""Particles that no given name has before it: a name that begins so begins with the surname."""

FAMILY = re.compile(r"(?:O'|M'|D'|Mc|MC|MAC|Mac(?=[A-Z])|FITZ|Fitz(?=[A-Z]))(?=\w{3})")
"""How words begin in a bare spelling that are surnames, whatever stands behind them."""

ELIDED = listed("d l de dell dall nell all degl sant")
"""Particles before an apostrophe, without which a name may be written too."""
JOINED = listed("عبد ابو ابي ابا ام ابن بن بنت ال abd abdel abdul abu abou")
"""First halves of Arabic names, which some write together with the second: "عبدالله"."""
