"""Words by which the parts of a letter are known, in the languages that our writers and their mail programs use.

They are the syntax of letters, as keywords are of a language; what a letter says is judged by the data under `rules/`.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


PLAIN_GREETINGS = _words("hi hello hey heyy heya hiya hallo hej hei hola howdy hullo helo hii heyo")
"""Enough of a greeting even when the sentence simply goes on."""
GREETINGS = PLAIN_GREETINGS | _phrases(
    """dear|greetings|yo|bonjour|bonsoir|salut|ciao|buongiorno|buonasera|olá|ola|namaste|moin|servus|grüezi|hoi
    |goedendag|salaam|shalom|aloha|sup
    |good morning|good afternoon|good evening|good day|g'day|morning|afternoon|evening|kia ora|guten tag|guten morgen|guten abend|grüß gott
    |buenos días|buenos dias|buenas tardes|bom dia|boa tarde|god dag|dobrý den|dzień dobry|sehr geehrte
    |sehr geehrter|liebe|lieber|cher|chère
    |estimado|estimada|estimados|querido|querida|prezado|prezada|caro|cara|gentile|egregio|beste|geachte|kære|kjære|bästa|respected
    |to whom it may concern|ladies and gentlemen|alright|hi again|hello again|hey again|dear all|happy new year
    |happy monday|happy tuesday|happy wednesday|happy thursday|happy friday|happy weekend"""
)
MANY_READERS = _words(
    """team all everyone everybody sir sirs madam madame there folks committee panel manager managers recruiter recruiting hiring concern
    department hr colleagues ladies gentlemen both again guys people you zusammen tous damen herren whom todos tutti"""
)
HONORIFICS = _words(
    """mr mrs ms miss mx mister dr doctor prof professor captain capt eng engr chief judge justice rev reverend father sister brother
    major colonel col lt sgt councillor coach chef sir madam dame lord lady hon herr herrn frau hr fr m mme mlle monsieur madame
    mademoiselle señor señora srta sr sra don doña signor signora signore sig dott dottor dottoressa ing dhr mevr meneer mevrouw pan pani
    senhor senhora dra dipl uncle aunt auntie shri smt ustadh sheikh hajji dato datuk"""
)
PARTICLES = _words("de del della di da do dos das du des la le van von der den ter ten zu zum al el bin ibn bint ap y e i and")
NO_NAMES = _words(
    """i i'm i've i'd i'll we we're you your my our it it's its the a an this that these those there here he she
    they his her their is are was
    am be please thank thanks yes no not so but if as at on in for from with to of or by and when while how what who why where which can
    could would will shall should may might do did does have had has just only also still now today yesterday tomorrow best kind regards
    sincerely yours cheers sent looking hope hoping however good great well sorry monday tuesday wednesday thursday friday saturday
    sunday ich wir sie ps pps re fwd subject"""
)

CLOSERS = _phrases(
    """regards|best|best wishes|all best|all the best|sincerely|yours|respectfully|cheers|thanks|thank you|many thanks|thanks again
    |thank you again|thanks so much|with thanks|thanks in advance|thank you in advance|warmly|cordially|love|take care|later|laters|bye
    |bye for now|goodbye|ta|speak soon|talk soon|see you|see you soon|see ya|faithfully|respect|onwards|peace|cya
    |ttyl|much obliged|gratefully
    |appreciatively|with respect|x|xx|xxx|xoxo|mfg|lg|vg|hg|ciao|mvh|kh|brgds|rgds|kr|br|brs|tschüss|bis bald|cordialement|bien à vous
    |bien cordialement|amicalement|atentamente|un saludo|saludos|un abrazo|atenciosamente|abraços|um abraço
    |obrigado|obrigada|gracias|merci|danke
    |vielen dank|besten dank|cordiali saluti|distinti saluti|a presto|grazie|groet|groeten|groetjes|terveisin|pozdrawiam|hälsningar|hilsen
    |ngā mihi|nga mihi|slán|le meas"""
)
CLOSERS_END = _words(
    """regards regard wishes wish sincerely faithfully truly respectfully greetings grüße grüßen gruß grüsse grüssen groet groeten groetjes
    saludos salutations saluti hälsningar hälsning hilsen cumprimentos mihi"""
)
CLOSERS_START = _words("yours thanks cheers")

FORWARD_MARKS = _phrases(
    """forwarded message|begin forwarded message|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|message transféré
    |début du message transféré|début du message réexpédié|mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato
    |inizio messaggio inoltrato|doorgestuurd bericht|begin doorgestuurd bericht|mensagem encaminhada|início da mensagem encaminhada
    |vidarebefordrat meddelande|videresendt melding"""
)
REPLY_MARKS = _phrases(
    """original message|originalnachricht|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale
    |oorspronkelijk bericht|mensagem original|ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|original appointment
    |alkuperäinen viesti"""
)
HEADER_LABELS = {
    label: kind
    for kind, labels in (
        ("from", "from von de da van från fra expéditeur"),
        ("date", "sent date gesendet datum envoyé enviado enviada fecha inviato data verzonden skickat sendt dato"),
        ("to", "to an à a para per aan till til cc kopie copie"),
        ("subject", "subject betreff objet asunto oggetto assunto onderwerp ämne emne"),
    )
    for label in labels.split()
}
REPLY_OPENERS = _words("on am le el il op em den dne dnia w in på")
WROTE = _words(
    """wrote writes schrieb schreibt écrit escribió escreveu scritto schreef skrev napisał napisała napsal napsala kirjoitti írta
    написал написала"""
)
DATE_WORDS = _words(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun mo di mi do fr sa so
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    mai juni juli"""
)

CONTACT_LABELS = _phrases(
    """tel|telephone|phone|ph|mobile|mob|cell|m|t|p|e|email|e-mail|mail|w|web|website|web site|www|linkedin|github|gitlab|twitter|x|bluesky
    |mastodon|instagram|skype|fax|portfolio|whatsapp|telegram|signal|url|site|blog|orcid|home|office|direct|telefon|mobil|handy|tél|port
    |correo|móvil"""
)
SENT_FROM = _phrases(
    """sent from|sent via|sent with|sent using|written on|typed on|get outlook|von meinem|gesendet von|gesendet mit|envoyé de|envoyé depuis
    |enviado desde|enviado do|enviado de|inviato da|verzonden vanaf|verzonden met|skickat från|sendt fra"""
)
DEVICES = _words(
    """iphone ipad ipod mac samsung galaxy android blackberry pixel huawei xiaomi nokia sony xperia oneplus motorola windows mobile phone
    cellphone smartphone tablet outlook gmail yahoo mail protonmail proton spark fastmail ios"""
)
AROUND_DEVICES = _words(
    """sent from via with using written typed on get for my the a an cell apple watch device please excuse forgive pardon any brevity typos
    errors mistakes and or von meinem gesendet mit meiner envoyé de depuis mon enviado desde do mi meu inviato da
    dal mio verzonden vanaf met
    mijn skickat från min sendt fra https aka ms pro max ultra plus"""
)
POSITIONS = _words(
    """manager engineer developer analyst designer director consultant officer assistant associate coordinator
    specialist architect scientist
    accountant nurse teacher lecturer researcher student candidate administrator technician supervisor editor
    writer lead head intern graduate
    recruiter advisor adviser pharmacist librarian planner surveyor buyer clerk paralegal solicitor attorney bsc
    msc mba phd gmbh ltd llc inc
    university college department"""
)
STREETS = _words(
    """street st road rd avenue ave lane ln drive dr court ct boulevard blvd way close place square terrace
    crescent gardens rue via calle rua
    avenida corso straße strasse str"""
)
SPEECH = _words(
    "i i'm i'd i've i'll me my we we're us our you your you're thanks thank please is are was went will would not still waiting"
)

CUE_LISTENERS = _words("reception receptionist switchboard operator assistant secretary desk gatekeeper voicemail machine pa")
CUE_TURNS = _phrases("if|once|when|after|as soon as")
CUE_TURNS_TO_READER = _words("i you we my our possible so that")
CUE_NAMES = _phrases(
    """voicemail|voice mail|on voicemail|answerphone|answering machine|script|call|call script|phone script
    |message|opening|opener|intro|closing
    |outro|fallback|backup|plan a|plan b|goodbye|then|me|them|him|her|caller|talking points|note|notes
    |notes to self|note to self|reminder|beep
    |at the tone|at the beep|at the end"""
)
CUE_LINKS = _words("for with to on")
HEADINGS = _phrases(
    """script|my script|phone script|call script|short script|draft script|notes|my notes|call notes
    |talking points|cheat sheet|call with|call to
    |call for|phone call with|phone call to|voicemail for|voicemail to|voice mail for|message for the voicemail|message for the machine"""
)
DIRECTIONS = _words(
    """wait pause beep hold breathe smile leave hang if after when once tone laugh slow stop listen let give read
    dial ring repeat speak press
    silence"""
)
