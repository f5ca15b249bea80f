# ruff: noqa: E501
"""What web pages print around French articles: data only, one table per subject.

Every pattern is matched against a *folded* line (see `boilerplate.fold`): lower case, no
accents, straight apostrophes, single spaces, no punctuation or arrows at the ends. It
must match the whole line. To teach the reader a new phrase, add a line to a table and a
case to `tests/ingest/test_boilerplate.py`.
"""

from __future__ import annotations

_NETWORK = (
    r"(?:facebook|messenger|twitter|x|linkedin|whatsapp|telegram|instagram|youtube|tiktok|pinterest|reddit"
    r"|viber|threads|bluesky|mastodon|google\+?|skype|vk|vkontakte|tumblr|flipboard|snapchat|rss|email|e-mail"
    r"|mail|courriel|sms|imprimer|print|copier le lien|lien|plus|autres?)"
)
_NETWORKS = rf"{_NETWORK}(?:(?:\s|[,;|/·•&+-]|\bet\b|\bou\b|\bsur\b|\bpar\b)*{_NETWORK})*"
_COMMENT = r"(?:un |une |votre |mon )?(?:nouveau |nouvelle )?(?:commentaire|reponse|reply|comment|avis|reaction)s?"

# A line that opens the readers' comments or their form: what follows is not the article.
COMMENTS_START = (
    rf"(?:laisse[rz]|ecri(?:re|vez)|poste[rz]|publie[rz]|ajoute[rz]|redige[rz]|leave|donne[rz]) (?:a )?{_COMMENT}"
    r"(?:,? ?(?:annuler la reponse|cancel reply))?",
    r"(?:annuler la reponse|cancel reply|repondre a cet article|reagir a cet article|reagissez|votre reaction)",
    r"(?:\d+|un|une|aucun|aucune|pas de|no) (?:commentaires?|comments?|repl(?:y|ies))(?: (?:sur|a|on|pour) .{3,160})?",
    r"(?:commentaires?|comments?) ?\(?\d+\)?",
    r"(?:commentaires|comments) (?:des lecteurs|facebook|sur .{3,160})",
    r"soyez le premier a (?:commenter|reagir|laisser).{0,80}",
    r"poster un message|participer a la discussion|join the (?:discussion|conversation)",
)

# Words that may head the comments, or a section of the article: what follows decides.
COMMENTS_TITLE = (
    r"(?:vos |les )?(?:commentaires?|comments?|reactions?|discussions?|forum|reponses?|repondre)(?: ?\(?\d+\)?)?",
)

# Lines of the comment form itself, wherever they stand.
COMMENT_FORM = (
    r"votre (?:adresse (?:e-?mail|mail|de messagerie|de courriel|electronique)|e-?mail|courriel) ne sera pas"
    r" (?:publiee?|affichee?|visible).{0,160}",
    r"(?:les )?champs (?:obligatoires|requis|necessaires) (?:sont|doivent|marques).{0,60}",
    r"enregistrer mon nom,? (?:mon )?(?:adresse |e-?mail|courriel).{0,160}",
    r"(?:prevenez|avertissez|notifiez)[- ]moi .{0,120}(?:commentaire|article|publication|reponse)s?.{0,60}",
    r"oui,? ajoutez-moi a votre liste.{0,60}",
    r"ce site utilise akismet.{0,200}",
    r"en savoir plus sur (?:comment|la (?:facon|maniere) dont) les donnees.{0,120}",
    r"(?:vous devez|il faut|veuillez) (?:etre connecte|vous connecter|vous identifier|vous inscrire|avoir un compte)"
    r".{0,120}",
    r"(?:connectez-vous|se connecter|identifiez-vous) pour (?:commenter|repondre|laisser|poster|reagir|participer)"
    r".{0,60}",
    r"les commentaires sont (?:fermes|desactives|clos|moderes).{0,80}",
    r"your email address will not be published.{0,80}",
    r"required fields are marked.{0,20}",
    r"save my name, email.{0,120}",
    r"forum (?:sur abonnement|ferme)",
)

# Labels of form fields: boilerplate only once the comments have begun.
FORM_FIELD = (
    r"(?:votre )?(?:commentaire|message|texte|nom|prenom|pseudo|e-?mail|mail|adresse (?:e-?mail|de messagerie)|courriel"
    r"|site(?: web| internet)?|url|telephone|sujet|objet|titre|captcha|code de securite|name|website|comment)"
    r"(?: \(?(?:obligatoire|facultatif|requis)\)?)?(?: \*)?",
    r"(?:envoyer|valider|previsualiser|soumettre|publier|submit|post comment|repondre|reply|commenter|effacer)",
    r".{2,40} (?:dit|a dit|a ecrit|says)",
)

# A line that announces other articles; the titles under it go with it.
RELATED_START = (
    r"(?:articles?|sujets?|contenus?|posts?|actualites|nouvelles|publications) (?:similaires?|lies|liees|connexes"
    r"|relatif(?:ve)?s|associe(?:e)?s|recent(?:e)?s|populaires?|les plus lus|suggeres|recommandes|en relation)",
    r"(?:a )?(?:lire|voir|ecouter|decouvrir) (?:aussi|egalement|encore)",
    r"(?:sur le|dans le|du) meme (?:sujet|theme|dossier|auteur)",
    r"dans la meme (?:rubrique|categorie|collection|section)|du meme auteur",
    r"(?:vous (?:aimerez|pourriez|pouvez)|cela|ca|ces articles|cet article) .{0,40}(?:aussi|aimer|plaire|interesse[rz]?)"
    r".{0,20}",
    r"(?:a ne pas manquer|a la une aujourd'hui|les plus lus|plus lus|les plus populaires|recommande(?:s)? pour vous"
    r"|nos recommandations|en relation|related (?:posts|articles|stories)|more from.{0,40}|you (?:may|might) (?:also )?like"
    r"|plus d'articles.{0,40}|plus d'infos.{0,20}|plus par .{2,40}|plus dans .{2,40}|continuer la lecture)",
    r"(?:dernieres|autres) (?:nouvelles|actualites|infos|news|articles|depeches)|derniers articles|autres articles",
)

# One line that points elsewhere.
POINTER = (
    r"\W*(?:a )?(?:lire|voir|ecouter|relire|revoir) (?:aussi|egalement|encore|notre dossier)\b.{0,220}",
    r"\W*(?:lire|voir) (?:la suite|l'article|le dossier|plus)(?: .{0,60})?",
    r"\W*(?:cliquez|appuyez) (?:ici|pour|sur).{0,120}",
    r"\W*telecharger? .{0,90}\(?(?:pdf|docx?|version).{0,30}",
    r"(?:l'article |cet article |the post |the article )?.{0,250}\b(?:est apparu en premier sur|est apparu d'abord sur"
    r"|a ete publie en premier sur|appeared first on) .{1,100}",
    r"\W*(?:download|read more|en savoir plus|voir plus|charger plus.{0,30}|afficher plus|load more)",
)

SHARING = (
    rf"(?:partage[rz]?|share|tweete[rz]|tweet|imprime[rz]|envoye[rz]|epingle[rz]|enregistrer|suivre|recommande[rz])"
    rf"(?: (?:cet? (?:article|page|contenu)|cette page|l'article|la page|ceci|cela|ca|this|avec (?:vos|des) amis))?"
    rf"(?:(?: |:|,|sur|par|via|on)*(?:{_NETWORKS}|les reseaux(?: sociaux)?|un ami|e-mail a un ami))?",
    rf"(?=.*(?:facebook|twitter|whatsapp|linkedin|telegram|instagram|pinterest|imprimer|copier)){_NETWORKS}",
    r"(?:facebook|twitter|whatsapp|linkedin|telegram|instagram|youtube|tiktok)",
    r"cliquez pour (?:partager|imprimer|envoyer).{0,120}|cliquer pour .{0,80}",
    r"j'aime(?: ca| chargement| cette page)?|chargement|soyez le premier a aimer.{0,40}|like(?: this)?|loading",
    r"(?:suivez|rejoignez|retrouvez|contactez)[- ]nous(?: .{0,100})?",
    r"(?:rejoignez|suivez|integrez|abonnez-vous a) (?:notre|nos|la|le) (?:chaine|groupe|canal|page|compte|communaute).{0,90}",
    r"partages?(?: \d+)?|\d+ (?:partages?|shares?|j'aime|likes?)|dites-le a vos amis|share this|partager :?",
    r"reseaux sociaux",
)

NAVIGATION = (
    r"(?:menu|menu (?:principal|secondaire)|navigation|toggle navigation|rechercher?|recherche(?:r)? (?:sur le site|pour)"
    r"|search|accueil|home|page d'accueil|retour|retour (?:a|au|aux|en) .{2,30}|haut de page|fermer|close|ouvrir"
    r"|connexion|se connecter|s'identifier|s'inscrire|mon compte|inscription|deconnexion|login|mode sombre|mode clair"
    r"|aller au (?:contenu|menu|pied de page)(?: principal)?|passer au contenu(?: principal)?|skip to (?:main )?content"
    r"|connect with us|plan du site|mentions legales|conditions generales.{0,40}|cgu|cgv|contact|contactez-nous"
    r"|nous contacter|qui sommes-nous|a propos(?: de nous)?|politique de (?:confidentialite|cookies)|vie privee"
    r"|publicite|annonces?|advertisement|advertising|sponsorise|contenu sponsorise|agrandir|archives"
    r"|up next|don't miss|related topics(?: ?:.{0,200})?|continue reading|click to comment|comment|trending|more in .{2,40}"
    r"|navigation (?:de l'article|des articles|article)|fil d'ariane|vous etes ici|boutique|se desabonner)",
    r"(?:article|post|billet|page|suivant|precedent|previous|next)(?: (?:article|post|suivante?|precedente?|page))?"
    r"(?: ?:.{0,200})?(?<!^article)(?<!^page)(?<!^post)(?<!^billet)",
    r"(?:accueil|home|vous etes ici)\s*[>›»/|:\u2192].{1,220}",
)

# Titles of neighbouring articles, under the last paragraph only: "Suivant" begins sentences too.
NEIGHBOURS = (r"(?:article )?(?:precedent|suivant|previous|next)e?\b.{0,200}",)

COOKIES = (
    r".{0,60}(?:utilis(?:e|ons)|depos(?:e|ons)) (?:des|les) cookies.{0,300}",
    r"(?:tout |j'|je )?(?:accepter?|refuser?)(?: tout| tous| les cookies| tous les cookies| et (?:fermer|continuer))*",
    r"(?:gerer|parametrer|personnaliser) (?:les|mes|vos) (?:cookies|preferences|choix).{0,40}|continuer sans accepter",
)

NEWSLETTER = (
    r".{0,40}(?:inscri(?:vez|re)|abonne[rz]|recevez|recevoir).{0,60}(?:newsletter|lettre d'information|infolettre"
    r"|alertes?|bulletin|boite (?:mail|e-mail|aux lettres)).{0,120}",
    r"(?:notre |la )?(?:newsletter|infolettre|lettre d'information)|je m'abonne|s'abonner|abonnez-vous(?: .{0,60})?"
    r"|m'inscrire|je m'inscris|votre (?:adresse )?(?:e-?mail|mail)|entrez votre (?:adresse )?(?:e-?mail|mail).{0,30}",
)

LABELS = (
    r"(?:tags?|mots?[- ]cles?|etiquettes?|etiquete(?: avec)?|hashtags?|categories?|classe(?: dans| sous)?|filed under)"
    r"(?: ?:.{1,200})?",
    r"(?:vues?|lectures?|vu|views|hits|nombre de (?:vues|lectures)) ?:? ?\d[\d .]*(?: fois)?",
    r"\d[\d .,]*k? (?:vues?|lectures?|views?|visites?|hits|telechargements?|abonnes|followers)",
    r"(?:temps de )?(?:lecture|lu|read)(?: estime)? ?:? ?(?:en )?\d+ ?(?:min(?:ute)?s?|mn)(?: (?:de lecture|read))?",
    r"\d+ ?(?:min(?:ute)?s?|mn)(?: de)? (?:lectures?|lues?|read)",
    r"page \d+(?: (?:sur|de|/) ?\d+| ?/ ?\d+)?",
)

COPYRIGHT = (
    r".{0,120}(?:tous droits reserves|all rights reserved|reproduction (?:interdite|reservee)).{0,120}",
    r"(?:copyright|©|\(c\))[ ©]*(?:19|20)\d\d.{0,120}|copyright .{0,100}",
    r"(?:site (?:web )?(?:realise|cree|concu)|(?:fierement )?propulse|(?:proudly )?powered|developpe)(?: avec| par| by) .{2,60}",
    r"check latest article from this author",
)

# Set aside wherever they stand, as long as the line is no longer than MAX_LINE characters.
LINES = (
    *COMMENT_FORM,
    *POINTER,
    *SHARING,
    *NAVIGATION,
    *COOKIES,
    *NEWSLETTER,
    *LABELS,
    *COPYRIGHT,
)
MAX_LINE = 400
# The same for headings: "Archives" or "Contact" may head a section of an article.
HEADING_LINES = (*COMMENT_FORM, *SHARING, *COOKIES, *NEWSLETTER, *COPYRIGHT)

# Section names and words of site menus, folded. A line of them near the head is a kicker
# when it stands alone, a menu when there are several.
RUBRICS = (
    "a la une",
    "actualites?",
    "actus?",
    "afrique",
    "agenda",
    "agriculture",
    "analyses?",
    "annonces",
    "armee",
    "arts?",
    "breves?",
    "buzz",
    "chroniques?",
    "communiques?",
    "contributions?",
    "cooperation",
    "cultures?",
    "debats?",
    "defense",
    "depeches?",
    "derniere heure",
    "derniere minute",
    "developpement",
    "dialogue",
    "diplomatie",
    "diaspora",
    "divers",
    "documents?",
    "dossiers?",
    "eco",
    "economie",
    "editorial",
    "edito",
    "education",
    "elections?",
    "electricite",
    "energies?",
    "enquetes?",
    "entreprises?",
    "entretiens?",
    "environnement",
    "evenements?",
    "faits? divers",
    "femmes?",
    "finances?",
    "flash(?: info)?",
    "focus",
    "football",
    "gouvernance",
    "grand angle",
    "histoire",
    "idees",
    "infos?",
    "infrastructures?",
    "insecurite",
    "interieur",
    "international",
    "internationale",
    "interviews?",
    "invites?",
    "jeunesse",
    "justice",
    "kiosque",
    "live",
    "loisirs",
    "magazine",
    "mali",
    "medias?",
    "mines",
    "monde",
    "nation",
    "national",
    "necrologie",
    "news",
    "opinions?",
    "paix",
    "people",
    "points? de vue",
    "politiques?",
    "portraits?",
    "presse",
    "region",
    "regions",
    "reportages?",
    "revue de presse",
    "religion",
    "sahel",
    "sante",
    "sciences?",
    "securite",
    "social",
    "societe",
    "sports?",
    "technologies?",
    "television",
    "terrorisme",
    "tourisme",
    "transports?",
    "transition",
    "tribunes?",
    "urgent",
    "videos?",
    "vie politique",
    "web ?tv",
    "zoom",
)

# What stands before or in place of an author's name; matched on the folded line.
BYLINE = (
    r"(?:par|de notre correspondante?|de notre envoyee? speciale?|notre correspondante?|auteure?s?|signe|ecrit par"
    r"|redige par|publie par|poste par|article de|un article de|texte de)\s?:? .{2,90}",
    r"(?:propos|paroles|temoignages?|reponses|declarations) (?:recueillis?|recueillies?|receuillis|collectes|traduits)"
    r".{0,120}",
    r"(?:entretien|interview|reportage|enquete|dossier|texte|traduction|synthese|compte[- ]rendu|photos?|realisation)s?"
    r"(?: et (?:photos?|texte))? (?:realisee?s?|menee?|recueillie?|conduite?|mene|ecrite?|faite?|traduite?|propose?e?"
    r"|de notre envoyee? speciale?|de la redaction|rassemblee?s?|par)s? .{2,90}",
    r"(?:la|notre) redaction(?: (?:de|du|avec) .{2,40}| .{2,30})?|redaction .{2,30}|service de presse.{0,40}",
    r"(?:publie|poste|ecrit|redige|soumis|mis en ligne|paru) .{0,60}\bpar .{2,90}|(?:realise|redige|ecrit)e?s? par .{2,60}",
    r"source ?: ?.{2,90}|sources ?: ?.{2,90}",
    r"(?:cellule|direction|bureau|service|departement|charge|chargee) (?:de |de la |d'|d')?(?:l')?"
    r"(?:communication|information|presse).{0,80}",
    r"(?:avec|source) (?:afp|apa|amap|reuters|xinhua|agences?|la presse).{0,30}",
)
AGENCIES = frozenset(
    [
        "AFP",
        "APA",
        "AMAP",
        "APS",
        "AIB",
        "ANP",
        "ANA",
        "AIP",
        "PANA",
        "PANAPRESS",
        "REUTERS",
        "XINHUA",
        "TASS",
        "SPUTNIK",
        "ANADOLU",
        "MAP",
        "TAP",
        "RFI",
        "RTS",
        "ORTM",
        "BBC",
    ]
)

# Small words inside names, and words that open no name though capitals follow.
NAME_PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "d'",
        "dit",
        "dite",
        "ag",
        "ould",
        "el",
        "al",
        "ben",
        "bin",
        "van",
        "von",
        "la",
        "le",
        "et",
        "&",
        "avec",
    ]
)
NO_FIRST_NAMES = frozenset(
    ["vive", "merci", "bonne", "bon", "fin", "fait", "amen", "dieu", "allah", "annexe", "contact", "note", "nb", "ps"]
)

# Ways to address an audience: they stand on lines of their own but head no section.
SALUTATIONS = (
    r"(?:mes(?:dames|demoiselles|sieurs)?|monsieur|madame|messieurs|excellences?|majestes?|honorables?|chere?s?|distinguee?s?"
    r"|illustres|camarades|compatriotes|freres|soeurs|malien(?:ne)?s|peuple|vaillant|bonjour|bonsoir|cher)\b.*",
)

# Who an official text comes from, printed over it: kept as kickers, never the headline.
LETTERHEAD = (
    r"(?:republique|etat|royaume) (?:du|de la|de|d').{2,50}|confederation des etats du sahel.{0,20}",
    r"un peuple ?\W{1,3} ?un but ?\W{1,3} ?une foi|(?:unite|travail|honneur|patrie|justice|paix|fraternite)(?:\W{1,3}\w+){2}",
    r"(?:ministere|secretariat general|primature|presidence|cabinet|direction (?:generale|nationale)|ambassade|gouvernorat"
    r"|conseil national|assemblee nationale|cellule de communication|bureau politique|comite)\b(?! ?.{0,90}[.:]$).{0,110}",
    r"n ?[°o] ?\d[\w /.-]{0,40}|cm n ?[°o] ?.{1,30}|(?:communique )?n ?[°o] ?\d+ ?/.{1,40}",
)

# First words of a credit under a photograph.
CREDIT = (
    r"(?:©|credits?|photos?|ph|legende|images?|illustrations?|copyright)"
    r"(?: (?:photos?|credits?|illustrative|d'illustration|d'archives?|de une|principale))? ?[:©/].{1,160}|© ?.{1,80}"
)

# Names of classes and ids in web pages, between hyphens (underscores count as such); each a
# regular expression. FRAME: what is around the article. SOFT_FRAME: boxes that may hold a
# part of it. BODY: whole names of the element that holds the text in well-known themes.
FRAME_CLASSES = r"""
    share sharing shares sharer sharedaddy social socials addtoany sociable heateor mashsb essb a2a
    jp-relatedposts related ralated relatedposts yarpp crp similar recommend(?:ed|ations?)? outbrain taboola mgid
    comment comments commentlist commentaires? respond disqus reply forum breadcrumbs? crumbs? arbo ariane chemin
    cookies? gdpr rgpd consent newsletters? subscribe subscription mailchimp mc4wp menus? nav navbar navigation navi
    pagination paging pager prevnext nextprev prev-next next-prev previous-next tagcloud tags tag-links tag-list etiquettes
    mots-cles author-box authorbox author-bio author-info about-author post-author-box bio advert\w* ads? adsbygoogle
    publicite pub sponsor\w* promo popup modal overlay banner footer colophon masthead site-header site-branding site-title
    toolbar topbar top-bar print printfriendly screen-reader-text visually-hidden sr-only skip skip-link search
    recherche searchform login widget widgets sidebar secondary aside ticker breaking trending most-read toc sommaire
    ratings? votes? views? post-views reading-time read-time counter wpcf7 formulaire formulaire-spip
    back-to-top scroll-up app-promo download outils tools pied entete-site bandeau
    """
SOFT_FRAME_CLASSES = "aside widget widgets sidebar toc print"
HINT_CLASSES = (
    ("byline", "byline by-line author authors auteurs? signature writer journaliste redacteur vcard post-author"),
    ("date", "date dates published posted-on datetime info-publi publication timestamp time post-date"),
    ("kicker", "kicker surtitre overline cat-links? category categories rubriques? post-category cat-link eyebrow"),
    ("subtitle", "subtitle sub-title soustitre sous-titre subheading"),
    ("caption", "caption wp-caption-text legende spip-doc-titre spip-doc-legende spip-doc-credits credits? figcaption"),
)
LEAD_CLASSES = (
    "chapo chapeau standfirst excerpt lead lede intro introduction summary resume descriptif ps notes footnotes"
)
NOTE_CLASSES = "ps notes footnotes"
CONTENT_CLASSES = """
    entry-content post-content article-content article-body article--body article--content articlebody story-body
    story-content texte post-body postbody single-content td-post-content the-content field-name-body body-content
    main-content contenu content hentry post article
    """
BODY_CLASSES = """
    entry-content post-content td-post-content tdb-single-content article-content article-body article--body
    article--content articlebody story-body post-body post-body-inner single-content the-content theme-post-content
    field--name-body field-name-body jeg-main-content bdaia-post-content item-fulltext itemfulltext news-content
    content-inner-article texte-article
"""
