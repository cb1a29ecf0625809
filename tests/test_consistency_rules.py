"""Rules on recommendations and consistency: planted mistakes are found, good text is left alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.lint.example import example
from dossier.lint.recommendation_strength import category, openings
from dossier.lint.rule import rule
from dossier.model.language import language

MONTHS = language("en").months
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def found(name, text):
    draft = example(text if text.startswith(("#", "---")) else f"# Events\n\n{text}\n")
    hits = list(rule(name).check(draft))
    for hit in hits:
        assert hit.unit is None or hit.excerpt in hit.unit.text, "the line could not be found"
    return [hit.message for hit in hits]


def said(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def asks(*items, lead="", head=""):
    return f"{head}# Recommendations\n\n{lead}\n\n" + "".join(f"- {each}\n" for each in items)


BAD = [
    # acronyms
    ("acronym-undefined", "The leader of the FNPRK was attacked.", '"FNPRK" is never explained'),
    ("acronym-undefined", "The RTUF's office was searched. The RTUF complained.", '"RTUF" is never explained'),
    ("acronym-undefined", "It was an official of the OCCU who said so.", '"OCCU" is never explained'),
    ("acronym-undefined", "The XYZU struck. The Xanthic Yard Workers’ Union (XYZU) was banned.\n\nx.", None),
    ("acronym-undefined", "The XYZU struck.\n\nThe Xanthic Yard Union (XYZU) was banned.", '"XYZU" is used here, and only explained in paragraph 2'),
    ("acronym-near-another", "The Free Union (KNPRK) met. The KNRPK met.", '"KNRPK" has two letters swapped of "KNPRK", and is never explained'),
    ("acronym-near-another", "The Free Union (KNPRK) met. The KNPK met.", '"KNPK" is one letter away from "KNPRK", and is never explained'),
    ("acronym-near-another", "The Free Union (KNPRK) met. The KNPRKK met.", '"KNPRKK" is one letter away from "KNPRK", and is never explained'),
    ("acronym-near-another", "The CAECR spoke, as the CEACR had.", '"CAECR" has two letters swapped of "CEACR", and is never explained'),
    ("acronym-near-another", "The NORMLX data were used.", '"NORMLX" is one letter away from "NORMLEX", and is never explained'),
    ("acronym-defined-twice", "The Free Union (FUXY) met. The Free Union (FUXY) met again.", None),
    ("acronym-defined-twice", "The ILO’s Committee on Freedom of Association (CFA) met.\n\nThe ILO’s Committee on Freedom of Association (CFA) said so.", '"CFA" is explained again, after paragraph 1'),
    ("acronym-defined-twice", "The Union of Free Workers (“UFW”) met.\n\nThe Union of Free Workers (UFW) left.", None),
    ("acronym-defined-twice", "Our union (the Confederation of Free Unions - KSPK) met.\n\nThe Confederation of Free Unions (KSPK) left.", None),
    ("acronym-unused", "The Union of Free Workers (UFW) met.", '"UFW" is explained and then never used'),
    ("acronym-unused", "The Union of Free Workers (“UFW”) met. The union left.", None),
    ("acronym-unused", "The Union of Free Workers (the UFW) met.", None),
    # treaties and provisions
    ("committee-for-covenant", "The State ratified the CESCR in 2006.", '"CESCR" is the committee, not the covenant'),
    ("committee-for-covenant", "Under article 22 of the CCPR it must.", '"CCPR" is the committee, not the covenant'),
    ("committee-for-covenant", "CCPR, article 22, forbids it.", None),
    ("committee-for-covenant", "It is party to the CESCR.", None),
    ("committee-for-covenant", "The Covenant on Civil and Political Rights (“CCPR”) forbids it.", None),
    ("article-or-section", "She was charged under article 5 of the Press Act. Section 5 of the Press Act was used.", 'the Press Act has both "article 5" and "section 5"'),
    ("article-or-section", "See section 12(2) of the Labour Code. The Labour Code, article 12(2), is old.", None),
    ("article-or-section", "Articles 10 to 14 of the Law on Unions apply. So does section 12 of the Law on Unions.", None),
    ("article-or-section", "Criminal Code, section 402, was used. He was tried under Article 402 of the Criminal Code.", None),
    ("article-or-section", "Art. 7 of the Public Order Act. Sections 7 and 8 of the Public Order Act.", None),
    # dates
    ("wrong-weekday", "On Monday, 16 December 2011, it began.", "16 December 2011 was a Friday, not a Monday"),
    ("wrong-weekday", "On Tuesday 4 June 2012 the court ruled.", "4 June 2012 was a Monday, not a Tuesday"),
    ("wrong-weekday", "It was 25 March 2019, a Sunday.", "25 March 2019 was a Monday, not a Sunday"),
    ("wrong-weekday", "On Thursday the 7th of April 2017 he was jailed.", "7 April 2017 was a Friday, not a Thursday"),
    ("wrong-weekday", "It ended on Sunday, December 5, 2016.", "5 December 2016 was a Monday, not a Sunday"),
    ("wrong-span", "It was registered on 15 February 2016. Ten months later the Ministry went to court, on 5 December 2016.", '"Ten months later": from 15 February 2016 to 5 December 2016 is 9 months and 20 days'),
    ("wrong-span", "He was arrested on 20 January 2017 and, three months later, on 7 April 2017, was jailed.", None),
    ("wrong-span", "On 10 November 2018, four years after the shooting on 16 December 2011, he was attacked.", '"four years after": from 16 December 2011 to 10 November 2018 is 6 years, 10 months and 25 days'),
    ("wrong-span", "It was dissolved on 4 January 2017. Within two weeks, on 28 March 2017, it was struck off.", None),
    ("wrong-span", "On 5 December 2016, more than a year after its registration on 15 February 2016, it was sued.", None),
    ("wrong-span", "It applied on 8 June 2015. Two days later, it was refused on 22 June 2015.", '"Two days later": from 8 June 2015 to 22 June 2015 is 14 days'),
    ("wrong-order", "The union applied on 8 June 2015 and was refused on 22 May 2015.", '"refused" on 22 May 2015 comes before "applied" on 8 June 2015'),
    ("wrong-order", "He was convicted on 7 April 2017. He was released on 1 March 2017.", None),
    ("wrong-order", "She was arrested on 9 January 2018, and was sentenced on 25 July 2017.", None),
    ("wrong-order", "It was registered on 15 February 2016. It was dissolved on 4 January 2015.", None),
    ("wrong-order", "The treaty was signed on 2 December 2005 and ratified on 24 January 2003.", None),
    ("contradicting-dates", "The union was dissolved on 4 January 2017.\n\nThe union was dissolved on 5 January 2017.", '"dissolved" on 5 January 2017 here, on 4 January 2017 in paragraph 1'),
    ("contradicting-dates", "The KNPRK was de-registered on 28 March 2017.\n\nThe KNPRK was deregistered on 28 March 2018.", None),
    ("contradicting-dates", "The leader was convicted on 25 July 2017.\n\nThe leader was convicted on 25 June 2017.", None),
    ("contradicting-dates", "The worker Turbaev was killed on 2 August 2011.\n\nTurbaev was killed on 24 August 2011.", None),
    ("contradicting-dates", "The Covenant was ratified on 24 January 2006.\n\nThe Covenant was ratified on 24 January 2008.", None),
    ("contradicting-dates", "On 28 March 2017 the KNPRK was de-registered.\n\nThe KNPRK was de-registered on 28 March 2018.", None),
    ("contradicting-dates", "On 4 January 2017, the confederation was dissolved.\n\nOn 4 January 2018 the confederation was finally dissolved.", '"dissolved" on 4 January 2018 here, on 4 January 2017 in paragraph 1'),
    # figures
    ("contradicting-numbers", "In Zhanaozen 16 people were killed.\n\nIn Zhanaozen 17 people were killed.", '"17 people were killed" here, "16 people were killed" in paragraph 1'),
    ("contradicting-numbers", "In June 2012 37 people were tried in Aktau.\n\nIn Aktau in June 2012 thirty people were tried.", None),
    ("contradicting-numbers", "Then 63 workers were fined in Aktau.\n\nIn the city of Aktau sixteen workers were fined.", None),
    ("contradicting-numbers", "On 16 December 2011 at least 20 people were killed.\n\nOn 16 December 2011 16 people were killed.", None),
    ("contradicting-numbers", "In Shetpe up to 10 shops were burned.\n\nIn Shetpe 12 shops were burned.", None),
    ("sum-does-not-add", "Of the 37 defendants, 13 were jailed and 25 were freed.", "13 + 25 makes 38, not 37"),
    ("sum-does-not-add", "The court tried 37 defendants: 13 were jailed, 23 went free.", "13 + 23 makes 36, not 37"),
    ("sum-does-not-add", "The police killed 16 people (14 in one town and 1 in another).", "14 + 1 makes 15, not 16"),
    ("sum-does-not-add", "It refused twelve unions: five local ones and six branches.", "5 + 6 makes 11, not 12"),
    ("sum-does-not-add", "Among the 20 unions, 15 complied and 7 did not.", "15 + 7 makes 22, not 20"),
    # spelling
    ("two-spellings", "They organise. They organize.", '"organize" here, "organise" elsewhere'),
    ("two-spellings", "Zhanaozen is far. People in Janaozen struck, and Zhanaozen fell.", '"Janaozen" here, "Zhanaozen" elsewhere'),
    ("two-spellings", "Its leader Kushakbayev was jailed. Later Kushakbaev was freed.", '"Kushakbaev" here, "Kushakbayev" elsewhere'),
    ("two-spellings", "His labour was cheap. Forced labor is a crime.", None),
    ("two-spellings", "The defence spoke. Then the defense rested.", None),
    ("two-spellings", "A centred view. A centered one.", None),
    ("wrong-english", "The new labor law failed.", '"labor" is American; the document is in British English'),
    ("wrong-english", "They fulfill the honor of the defense.", None),
    ("wrong-english", "---\nlanguage: en-US\n---\n# A\n\nThe labour law failed.", '"labour" is British; the document is in American English'),
    ("wrong-english", "---\nlanguage: en-US\n---\n# A\n\nThey organise.", '"organise" is British; the document is in American English'),
    ("wrong-english", "They organise and organise, and recognize it.", '"recognize" has -ize, and "organise" has -ise'),
    # stops and letters
    ("small-letter-start", "It ended. a new union was founded.", 'a sentence starts with a small letter: "a"'),
    ("small-letter-start", "the law is new.", 'a paragraph starts with a small letter: "the"'),
    ("small-letter-start", "It ended.\n\nin 2016 it began anew.", 'a paragraph starts with a small letter: "in"'),
    ("small-letter-start", "There were three:\n\n- On Monday it began.\n- on Tuesday it went on.\n- On Friday it ended.", 'this item starts with a small letter, those beside it do not: "on"'),
    ("small-letter-start", "It was refused (paragraph 5). she complained.", None),
    ("stray-full-stop", "One union (KSPK). were unable to register.", 'a full stop stands in the middle of a sentence: "KSPK). were"'),
    ("stray-full-stop", "The union. which was old, died.", None),
    ("stray-full-stop", "The law of 2014. and the code fell.", None),
    ("stray-full-stop", "The court. has ruled.", None),
    ("stray-full-stop", "The members. of the union left.", None),
    ("doubled-word", "It broke the the law.", '"the" stands twice'),
    ("doubled-word", "The the law was broken.", None),
    ("doubled-word", "It was was declined in\nin time.", None),
    ("doubled-word", "They asked to to be heard.", None),
    ("doubled-word", "A union and and a party.", None),
    ("space-before-comma", "It fell , and rose.", 'a space stands before ","'),
    ("space-before-comma", "It fell .", 'a space stands before "."'),
    ("space-before-comma", "It fell ; it rose.", 'a space stands before ";"'),
    ("space-before-comma", "It fell (again) : twice.", None),
    ("space-before-comma", "---\nlanguage: en-GB\n---\n# A\n\nWhy ?", None),
    # quotations
    ("open-quotation", "He said “no one is free.", "this quotation is not closed: “no one is free."),
    ("open-quotation", "He said no one is free” and left.", "a quotation is closed here that was not opened: no one is free”"),
    ("open-quotation", 'He said "no one is free.', None),
    ("open-quotation", "He said ‘no one is free, and left.", None),
    ("open-quotation", "“One,” he said, “is free.", None),
    ("open-quotation", "He said “one “two” is free”.", None),
    ("mixed-quotation-marks", "It is “a right of all the workers”. It is ‘a right of all the employers’.", None),
    ("mixed-quotation-marks", 'It is “a right”. It is "another right of all the workers".', None),
    ("mixed-quotation-marks", 'The "ILO" said “no one should be deprived”.', None),
    ("quotation-without-source", "He said that “nobody here has ever needed a union of any kind”.", None),
    ("quotation-without-source", "It was ‘an attack on trade union rights by transnational employers’, no less.", None),
    ("quotation-without-source", '"All of them are enemies of the people", said the minister.', None),
    ("quotation-without-source", "A note.[^1] Then he said that “nobody here has ever needed a union”.\n\n[^1]: There.", None),
    ("quotation-without-article", "The ICCPR says that “everyone shall have the right to freedom of association with others”.", "these words of the ICCPR are quoted without the article"),
    ("quotation-without-article", "The CCPR stipulates that, “everyone shall have the right to freedom of association with others”.", None),
    ("quotation-without-article", "Convention No. 87 says that they “shall have the right to draw up their constitutions and rules”.", None),
    ("quotation-without-article", "Under the Universal Declaration of Human Rights ‘everyone has the right to form and to join trade unions’.", None),
    ("quotation-without-article", "The ICCPR is old (article 7). Much later the State forgot that under it “everyone shall have the right to freedom of association with others”.", None),
    ("wrong-quotation", "Article 22(1) of the ICCPR says “everyone shall enjoy the right to freedom of association with others”.", 'article 22(1) of the ICCPR says "shall have the", not "shall enjoy the"'),
    ("wrong-quotation", "“Everyone has the right to form and join free trade unions for the protection of his interests” (Universal Declaration of Human Rights, article 23(4)).", None),
    ("wrong-quotation", "Article 4 of Convention No. 87 provides that they “shall not be liable to be dissolved by an administrative authority”.", None),
    ("wrong-quotation", "Convention No. 87, article 2, lets workers “join organisations of their own choosing without any previous authorisation”.", None),
    ("wrong-quotation", "Article 3 of Convention No. 87 gives them “the right to draw up constitutions and rules, to elect representatives in full freedom”.", None),
    # recommendations
    ("weak-recommendation", asks("Consider ratifying the Convention."), '"consider" asks for considering action only (category 3 of 5)'),
    ("weak-recommendation", asks("Continue its efforts against torture."), '"continue" asks for continuing action only (category 2 of 5)'),
    ("weak-recommendation", asks("Seek the assistance of the ILO."), '"seek" asks for minimal action only (category 1 of 5)'),
    ("weak-recommendation", asks("The State should review the law."), '"review" asks for considering action only (category 3 of 5)'),
    ("weak-recommendation", asks("Strengthen and maintain its efforts."), '"maintain" asks for continuing action only (category 2 of 5)'),
    ("several-actions", asks("Investigate the killings, release the prisoners, and amend the Criminal Code."), "this recommendation asks for 3 things: investigate, release, amend"),
    ("several-actions", asks("Repeal the law; ratify the Convention; establish a court."), None),
    ("several-actions", asks("Ratify the Convention. Repeal the law."), "this recommendation asks for 2 things: ratify, repeal"),
    ("several-actions", asks("Conduct an investigation into the allegations, overturn unsafe convictions, and bring the perpetrators to justice;"), None),
    ("several-actions", asks("Amend the law, remove the thresholds and abolish the register."), None),
    ("no-actor", asks("The law should be repealed."), None),
    ("no-actor", asks("Witnesses must be protected and the law ought to be changed."), None),
    ("no-actor", asks("The barriers should be immediately removed."), None),
    ("no-deadline", asks("Repeal the law.", "Repeal the decree by 2020."), "this recommendation sets no time"),
    ("no-deadline", asks("Repeal the law.", "Repeal the code.", "Free them."), "of 3 recommendations none set a time"),
    ("no-deadline", asks("Repeal the law.", "Repeal the code.", "Free them at once."), "of 3 recommendations only 1 sets a time"),
    ("no-deadline", asks("Repeal the law of 2014.", "Free them at once."), "this recommendation sets no time"),
    ("same-recommendation", asks("Repeal article 402 of the Criminal Code on strikes.", "Repeal the Criminal Code’s article 402 on strikes by the end of 2020."), None),
    ("same-recommendation", asks("Investigate all attacks on trade unionists in Almaty.", "Free the prisoners.", "Investigate attacks on all trade unionists in Almaty within a year."), None),
    ("same-recommendation", asks("Adopt a witness protection programme for torture cases.", "Adopt a programme of witness protection for torture cases."), None),
    ("too-many-recommendations", asks(*(f"Repeal law {n} by 2020." for n in range(25))), "there are 25 recommendations; a reader takes in 20"),
    ("concern-unanswered", "---\nrests_on: {part-3-1: [part-1]}\n---\n# Our concerns: one\n\nOne.\n\n# Our concerns: two\n\nTwo. More.\n\n" + asks("Repeal the law."), 'no recommendation rests on the concern "Two"'),
    ("earlier-not-named", "---\nearlier: [{paragraph: '1.2', text: Penalise misconduct of law enforcement officers in prisons}]\n---\n" + asks("Penalise every misconduct by enforcement officers in prisons."), None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "message"), BAD)
def test_a_planted_mistake_is_found(name, text, message):
    messages = found(name, text)
    assert messages
    if message:
        assert message in messages


def evidence(text, *items):
    return f"# Prosecutions\n\n{text}\n\n" + asks(*items)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (evidence("She was convicted under article 250 of the Criminal Code.", "Repeal article 189 of the Criminal Code."),
         "article 250 of the Criminal Code is blamed, and no recommendation mentions it"),
        (evidence("Under section 7 of the Public Order Act he was jailed.", "Protect witnesses."),
         "section 7 of the Public Order Act is blamed, and no recommendation mentions it"),
        (evidence("He was fined (Labour Code, article 12(3)).", "Amend article 12(2) of the Labour Code."),
         "article 12(3) of the Labour Code is blamed, and no recommendation mentions it"),
        (evidence("The Law on Unions is new. Unions are dissolved under article 10(3).", "Amend article 10(2) of the Law on Unions."),
         "article 10(3) of the Law on Unions is blamed, and no recommendation mentions it"),
        (evidence("Unions were dissolved.", "Repeal article 10 of the Law on Unions."),
         "a recommendation mentions article 10 of the Law on Unions, and the evidence nowhere does"),
    ],
)  # fmt: skip
def test_a_provision_on_one_side_alone_is_found(text, message):
    assert message in found("provision-unanswered", text)


@pytest.mark.parametrize(
    "text",
    [
        evidence("She was convicted under article 250 of the Criminal Code.", "Repeal article 250 of the Criminal Code."),
        evidence("She was convicted under article 250 of the Criminal Code.", "Criminal Code, section 250: repeal it."),
        evidence("She was convicted under article 10(3) of the Law on Unions.", "Amend article 10 of the 2014 Law on Trade Unions."),
        evidence("She was convicted under article 10(3) of the Public Order Act.", "Repeal the Public Order Act."),
        evidence("This violates article 22 of the ICCPR and article 4 of Convention No. 87.", "Free her."),
        evidence("Three members may found a union (article 15(1) of the Law on Unions).", "Free her."),
        evidence("She was convicted, as section 7 shows.", "Free her."),
        evidence("She was jailed under articles 10 to 14 of the Law on Unions.", "Amend articles 10–14 of the Law on Unions."),
    ],
)  # fmt: skip
def test_a_provision_that_is_answered_or_not_blamed_is_left_alone(text):
    assert found("provision-unanswered", text) == []


GOOD = [
    ("acronym-undefined", "The UN, the ILO, the ICCPR and two NGOs met. KNPRK (Confederation of Independent Trade Unions) did too."),
    ("acronym-undefined", "It was NOT so. It was not. See A/HRC/28/10, Part IV and Law No. 211-V of the USSR."),
    ("acronym-undefined", "# BACKGROUND AND LAW\n\nThe Free Union, also known in Russian as (SPRK), met. The SPRK left."),
    ("acronym-undefined", "The Union of Workers (UFWX, in Russian) met. “The ABCD said no,” he wrote."),
    ("acronym-near-another", "The Free Union (KNPRK) met the Federation of Unions (FNPRK). The FNPRK and the KNPRK quarrelled."),
    ("acronym-near-another", "The ICC, the ICJ and the ILC met. NGO and NGOs."),
    ("acronym-defined-twice", "The Union of Workers (UW) met. The case (UW) was lost. The attack (2017) went on."),
    ("acronym-unused", "The Union of Workers (UW) met. The UW left."),
    ("acronym-unused", "# Submitting organisation\n\nThe Centre for Rights (CFRX) was founded in 1987."),
    ("committee-for-covenant", "The CESCR recommended it (CCPR/C/KAZ/CO/2). Under the ICESCR the CESCR reports. The CCPR met."),
    ("article-or-section", "Article 22 of the ICCPR and section 22 of the Labour Code. See section (6) and section 7 below."),
    ("article-or-section", "Section 3 of the Labour Code holds articles 10 to 14 of the Labour Code."),
    ("wrong-weekday", "On Friday, 16 December 2011, it began. On Monday it went on. On 16 December 2011, Monday’s papers were late."),
    ("wrong-weekday", "On Monday and on 16 December 2011."),
    ("wrong-span", "It was registered on 15 February 2016. Less than ten months later, on 5 December 2016, it was sued."),
    ("wrong-span", "It was registered in February 2016. Ten months later, on 5 December 2016, it was sued."),
    ("wrong-span", "On 3 March 2015, two years after the strike, it fell under the law of 27 June 2014."),
    ("wrong-span", "It was founded in 1987. Two years later it was heard. In 2011 it struck."),
    ("wrong-span", "On 16 December 2011 they were shot. Four years later, on 10 January 2016, nobody was charged."),
    ("wrong-span", "Nearly ten months after its registration on 15 February 2016, on 5 December 2016, it was sued."),
    ("wrong-order", "It was refused on 25 May 2015. It applied again on 8 June 2015 and was refused on 22 June 2015."),
    ("wrong-order", "It applied on 8 June 2015. It had been refused on 25 May 2015."),
    ("wrong-order", "One man was convicted on 7 April 2017. Another, arrested before, was released on 1 March 2017."),
    ("contradicting-dates", "It was refused on 6 August 2018. It was refused on 27 August 2018. The union of Aktau was dissolved on 1 May 2017. The union of Almaty was dissolved on 2 May 2017."),
    ("contradicting-dates", "The union was registered on 15 February 2016. The union was again registered on 15 February 2018."),
    ("contradicting-dates", "A worker was killed on 2 August 2011. A worker was killed on 24 August 2011. On 2 August 2011 two men were killed. On 24 August 2011 one man was killed."),
    ("contradicting-numbers", "In Zhanaozen at least 16 people were killed.\n\nIn Zhanaozen 17 people were killed. In Shetpe 1 was killed."),
    ("contradicting-numbers", "In Zhanaozen 16 people were killed.\n\nAccording to the BBC 15 people were killed in Zhanaozen.\n\nIn Almaty 160 people were killed."),
    ("contradicting-numbers", "In 2017 three leaders were convicted.\n\nIn 2018 two leaders were convicted."),
    ("sum-does-not-add", "Of the 37 defendants, 13 were jailed, 21 freed and the rest acquitted. Of the 37 defendants, 13 were jailed. Of 12 unions, 3 in 2015 and 4 in 2016."),
    ("sum-does-not-add", "The trial of 37 people: thirteen were jailed and 24 went free, three of them acquitted."),
    ("sum-does-not-add", "They asked 3 questions: on article 5, 6 and 7. In 2011 there were 12 cases (5 per cent and 7 per cent)."),
    ("two-spellings", "The Center for Labor Rights met the Centre. “A labor law” is a labour law. Kazakh and Kazakhs, Russian and Russia, Minister and Ministry."),
    ("two-spellings", "He was the author of four metres; for your hour it is enough. They advise on size and promise a prize. A tour of the tower."),
    ("wrong-english", "They organize, recognize and authorize the programme of the International Labor Rights Forum. The *Labor Journal* says “labor”."),
    ("wrong-english", "---\nlanguage: en-US\n---\n# A\n\nThe labor center organized exercises, advised us and promised a program."),
    ("small-letter-start", "These are its tiers:\n\n- primary (workplace)\n- local\n- branch (sector).\n\nIt is so, e.g. in No. 5 of vol. 3."),
    ("small-letter-start", "It said:\n\n> no one should be deprived.\n\nand it meant that. At 5 p.m. on Monday Liquisearch.com was down ... and out."),
    ("stray-full-stop", "The company Inc. was old, as Mr. and Mrs. Smith said. It ended. Was it right? See paras. and notes."),
    ("doubled-word", "All that that union had had was lost. He knew it, it seems. Bye bye. New York. York. “the the”"),
    ("space-before-comma", "It fell ... and rose by .5 per cent. See also: paragraph 5, and so on."),
    ("open-quotation", "The workers’ rights are ‘the employers’ own’. It's the '90s. A 5\" nail. “One\n\n“Two”. He said “a ‘b’ c”."),
    ("open-quotation", "“The first paragraph of a quotation goes on.\n\n“The last one ends it.”"),
    ("mixed-quotation-marks", "“A right of all the ‘real’ workers”. The ‘branch’ and ‘the so-called list’ are “two terms of the law”."),
    ("mixed-quotation-marks", '"A right of all workers". It is "another right of all workers". The workers\' own.'),
    ("quotation-without-source", "He said “no one”. Article 22 says “everyone shall have the right to freedom of association”. A report says that “nobody here has ever needed a union”.[^1]\n\n[^1]: Report."),
    ("quotation-without-source", "The Covenant protects “the right of everyone to form and join unions”. In recommendation 5 it asked to “abolish the requirement of mandatory registrations and memberships”."),
    ("quotation-without-source", "It should ‘abolish the requirement of mandatory registrations and memberships in umbrella associations’ (Germany)5."),
    ("quotation-without-source", "The CFA said that “the arrest, even if only briefly, violates freedom”. It also named “the mere fact of organizing a strike”.[^1]\n\n[^1]: Compilation."),
    ("quotation-without-article", "The ICCPR says that “everyone shall have the right to freedom of association with others” (article 22). In article 22(1), it says “the right to form and join trade unions”."),
    ("quotation-without-article", "Article 22(1) of the ICCPR is clear. “Everyone shall have the right to freedom of association with others.”"),
    ("quotation-without-article", "The ICCPR is clear. An official said “there has never been any right of that kind”."),
    ("wrong-quotation", "Article 22(1) of the ICCPR says “Everyone shall have the right to freedom of association … including the right to form and join trade unions”."),
    ("wrong-quotation", "Article 4 of Convention No. 87 says that “workers' and employers’ organizations shall not be liable to be dissolved”. On article 22 of the ICCPR the CFA says that “the arrest, even if only briefly, of trade unionists is a violation”."),
    ("weak-recommendation", asks("Continue and strengthen its efforts.", "Ratify and implement it.", "Improve the law by amending article 5.", "Guarantee a review.", "Promptly and fully investigate it.")),
    ("several-actions", asks("Investigate the incidents, including any motive, and publish the outcome within a year.", "Adopt a law to protect, house, and support witnesses.", "Ratify and implement the Convention.", "Adopt rules allowing refusal only on formal grounds, in writing, with time to correct and a right of appeal.")),
    ("several-actions", asks("Ensure that courts review, reopen and overturn convictions.", "Establish a commission mandated to examine the chain of command and publish its findings.")),
    ("no-actor", asks("Repeal the law.", "The law should be repealed by Parliament.", "Unions should be free.")),
    ("no-actor", asks("The law should be repealed.", lead="ICTUR calls on the Government of Ruritania to see to the following:")),
    ("no-deadline", asks("Repeal the law within twelve months.", "Free them immediately.", "Ratify it before the next review.", "Report annually.")),
    ("no-deadline", asks("Repeal the law.", "Free them.", lead="By the end of 2020 the State should:")),
    ("no-deadline", asks("Repeal the law in six months.", "Free them at once.")),
    ("same-recommendation", asks("Repeal article 402 of the Criminal Code.", "Repeal article 403 of the Labour Code.", "Amend articles 10(2) and 11(3) of the Law.", "Ensure that the confederation can obtain registration.")),
    ("too-many-recommendations", asks(*(f"Repeal law {n} by 2020." for n in range(12)))),
    ("concern-unanswered", "# Our concerns\n\nOne.\n\n" + asks("Repeal the law.")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), GOOD)
def test_good_text_is_left_alone(name, text):
    assert found(name, text) == []


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Call on other States to share information", 1),
        ("Seek technical assistance", 1),
        ("Share good practice with others", 1),
        ("Continue to cooperate", 2),
        ("Maintain its efforts", 2),
        ("Consider the possibility of ratifying it", 3),
        ("Explore ways to amend the law", 3),
        ("Envisage ratification", 3),
        ("Ensure fair trials", 4),
        ("Take measures towards equality", 4),
        ("Step up the efforts against torture", 4),
        ("Improve prison conditions and adopt measures", 4),
        ("Continue and strengthen its efforts", 4),
        ("Pursue and enhance its efforts", 4),
        ("Improve women’s rights by amending the family code", 5),
        ("Accede to or ratify the Convention", 5),
        ("Develop and implement a plan", 5),
        ("Repeal article 402", 5),
        ("The Government should promptly and fully investigate it", 5),
        ("We recommend that the Government of Ruritania should consider ratifying it", 3),
        ("1. To ratify the Convention", 5),
        ("Recognize the union", 5),
        ("Recognise the union", 5),
        ("Quarantine the law", 5),
    ],
)
def test_a_recommendation_has_upr_infos_category(text, strength):
    assert category(text) == strength


def test_openings_are_the_verbs_a_recommendation_begins_with():
    assert openings("Sign and ratify it") == ("sign", "ratify")
    assert openings("") == ()


DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@given(DAYS)
def test_the_right_day_of_the_week_is_never_found(day):
    right = WEEK[day.weekday()]
    assert found("wrong-weekday", f"On {right}, {said(day)}, it began.") == []
    assert found("wrong-weekday", f"It began on {said(day)}, a {right}.") == []


@given(DAYS, st.integers(1, 6))
def test_a_wrong_day_of_the_week_is_always_found(day, off):
    wrong = WEEK[(day.weekday() + off) % 7]
    assert len(found("wrong-weekday", f"On {wrong}, {said(day)}, it began.")) == 1


@given(DAYS, st.integers(2, 300))
def test_a_span_counted_right_is_never_found(day, count):
    later = day + timedelta(days=count)
    text = f"It was registered on {said(day)}. {count} days later it was sued, on {said(later)}."
    assert found("wrong-span", text) == []


@given(DAYS, st.integers(2, 300), st.integers(2, 50))
def test_a_span_counted_wrong_is_always_found(day, count, off):
    later = day + timedelta(days=count + off)
    text = f"It was registered on {said(day)}. {count} days later it was sued, on {said(later)}."
    assert len(found("wrong-span", text)) == 1


@given(st.lists(st.integers(2, 400), min_size=2, max_size=4))
def test_parts_that_make_the_total_are_never_found(parts):
    listed = ", ".join(f"{each} were tried in town {chr(65 + at)}" for at, each in enumerate(parts))
    assert found("sum-does-not-add", f"They tried {sum(parts)} people: {listed}.") == []


@given(st.text(alphabet="abc .,’‘“”\"'()\n", max_size=60))
def test_no_text_breaks_a_rule_on_marks(text):
    for name in (
        "open-quotation",
        "mixed-quotation-marks",
        "quotation-without-source",
        "small-letter-start",
        "stray-full-stop",
        "doubled-word",
        "space-before-comma",
    ):
        found(name, f"# Events\n\nx {text}\n")


@given(st.text(alphabet="abcÉ 1250()-–,.§articlesectionofthe CriminalCode", max_size=80))
def test_no_text_breaks_a_rule_on_provisions(text):
    for name in ("provision-unanswered", "article-or-section", "quotation-without-article"):
        found(name, f"# Prosecutions\n\nx {text}\n\n# Recommendations\n\n- Repeal {text}\n")
