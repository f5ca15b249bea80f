# ruff: noqa: E501
"""One article of ours inside the page frames of several publishing systems.

The article is always the same; what differs is where a theme puts the headline, the
author, the date, and what it prints around them. `PAGES` maps a name to a whole page.
"""

from __future__ import annotations

TITLE = "Sikasso : les producteurs de mangues misent sur le séchage"
PARAGRAPHS = (
    "La saison a commencé tôt cette année, et les camions attendent déjà devant les hangars de Sikasso. "
    "Faute de chambres froides, près d’un tiers des mangues se perdait jusqu’ici entre le verger et le port.",
    "Une coopérative de 240 femmes a choisi une autre voie : elle sèche les fruits sur place, au soleil et au gaz, "
    "puis les vend en sachets à Bamako, à Abidjan et depuis peu à Moscou.",
    "« Le premier sac est parti en avion, le suivant partira par bateau », raconte la trésorière.",
    "Les autorités régionales promettent une piste neuve avant la prochaine récolte. Les productrices, elles, "
    "demandent surtout un crédit à moins de 8 % pour acheter des séchoirs plus grands.",
)
SUBHEAD = "Un marché à trouver"
BODY = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><h3>{SUBHEAD}</h3><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"
TEXTS = (PARAGRAPHS[0], PARAGRAPHS[1], SUBHEAD, PARAGRAPHS[2], PARAGRAPHS[3])
MENU = "".join(
    f'<li class="menu-item"><a href="/{word.lower()}/">{word}</a></li>'
    for word in ("Accueil", "Politique", "Économie", "Société", "Culture", "Sport", "Contact")
)
OTHERS = (
    "Ségou : le festival du fleuve ouvre ses portes malgré la pluie",
    "Kayes attend toujours le retour du train de voyageurs",
    "Le prix du sac de ciment repart à la hausse dans la capitale",
)
CARDS = "".join(
    f'<article class="card"><h3><a href="/a{n}/">{text}</a></h3><p>{text}. Nos envoyés ont suivi la journée sur place et '
    f"recueilli les réactions des habitants, entre espoir et lassitude, avant la réunion de ce soir.</p></article>"
    for n, text in enumerate(OTHERS)
)
FORM = (
    '<div id="respond" class="comment-respond"><h3>Laisser un commentaire</h3><form action="/c" method="post">'
    "<p>Votre adresse e-mail ne sera pas publiée.</p><p><label>Nom *</label><input name=n></p></form></div>"
)


def _page(body: str, *, head: str = "", title: str = f"{TITLE} | Le Fil du Mandé") -> str:
    return (
        f'<!DOCTYPE html><html lang="fr-FR"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


_NEWSPAPER = _page(
    f"""
    <div class="td-scroll-up"></div><div class="td-menu-background"></div>
    <div id="td-mobile-nav"><ul>{MENU}</ul></div><div id="td-outer-wrap">
    <div class="td-header-wrap"><div class="td-header-top-menu">jeudi 12 mars 2026</div><ul class="sf-menu">{MENU}</ul></div>
    <div class="td-main-content-wrap"><div class="td-container td-post-template-2">
    <article class="post type-post status-publish category-economie tag-mangue" itemscope>
    <div class="td-crumb-container"><a href="/">Accueil</a> <a href="/eco">Économie</a> {TITLE}</div>
    <div class="td-post-header"><ul class="td-category"><li class="entry-category"><a href="/eco">Économie</a></li></ul>
    <header class="td-post-title"><h1 class="entry-title">{TITLE}</h1>
    <div class="td-module-meta-info"><div class="td-post-author-name"><div class="td-author-by">Par</div>
    <a href="/author/a">Assitan Coulibalyba</a><div class="td-author-line"> - </div></div>
    <span class="td-post-date"><time class="entry-date" datetime="2026-03-12T08:00:00+00:00">12 mars 2026</time></span>
    <div class="td-post-views"><i></i><span>312</span></div></div></header></div>
    <div class="td-post-sharing td-post-sharing-top"><a>Facebook</a><a>Twitter</a><a>WhatsApp</a></div>
    <div class="td-post-content tagdiv-type">{BODY}
    <div class="td-a-rec td-a-rec-id-content_bottom">Publicité</div></div>
    <footer><div class="td-post-source-tags"><ul class="td-tags"><li><span>TAGS</span></li><li><a href="/t">mangue</a></li></ul></div>
    <div class="td-block-row td-post-next-prev"><span>Article précédent</span><a href="/a1">{OTHERS[0]}</a></div></footer></article>
    <div class="td_block_wrap td_block_related_posts"><h4>ARTICLES CONNEXES</h4>{CARDS}</div>
    <div class="comments" id="comments">{FORM}</div>
    <div class="td-pb-span4 td-main-sidebar"><aside class="widget"><div>Derniers articles</div>{CARDS}</aside></div>
    </div></div><div class="td-footer-container"><p>Le Fil du Mandé est un journal en ligne indépendant. Écrivez à la rédaction.</p></div>
    </div>""",
    head='<meta property="og:site_name" content="Le Fil du Mandé"><meta property="article:published_time" content="2026-03-12T08:00:00Z">',
)

_ELEMENTOR = _page(
    f"""
    <header class="elementor elementor-location-header"><nav class="elementor-nav-menu"><ul>{MENU}</ul></nav></header>
    <div class="elementor elementor-location-single">
    <section class="elementor-section"><div class="elementor-widget elementor-widget-theme-post-title">
    <h1 class="elementor-heading-title">{TITLE}</h1></div>
    <div class="elementor-widget elementor-widget-post-info"><ul><li itemprop="author"><span>Assitan Coulibalyba</span></li>
    <li itemprop="datePublished"><time>12 mars 2026</time></li></ul></div></section>
    <section class="elementor-section"><div class="elementor-widget-theme-post-content"><div class="elementor-widget-container">
    <div class="elementor-element"><p>{PARAGRAPHS[0]}</p></div><div class="elementor-element"><p>{PARAGRAPHS[1]}</p></div>
    <div class="elementor-element"><h3>{SUBHEAD}</h3></div>
    <div class="elementor-element"><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p></div></div></div></section>
    <section class="elementor-section"><div class="elementor-widget-share-buttons"><div>Facebook</div><div>X</div></div></section>
    <section class="elementor-section"><h2>Articles similaires</h2><div class="elementor-posts">{CARDS}</div></section></div>
    <footer class="elementor-location-footer"><p>© 2026 Le Fil du Mandé</p></footer>""",
    head='<meta property="article:published_time" content="2026-03-12T08:00:00Z">',
)

_SPIP = _page(
    f"""
    <div class="page"><div class="header"><strong id="logo"><a rel="start home" href="/">Le Fil du Mandé</a></strong></div>
    <div class="nav"><ul>{MENU}</ul></div><div class="main"><div class="wrapper hfeed"><div class="content hentry" id="content">
    <p class="arbo"><a href="/">Accueil</a> &gt; <a href="/eco">Économie</a> &gt; <strong class="on">{TITLE}</strong></p>
    <div class="cartouche"><p class="surtitre">Reportage</p><h1 class="entry-title">{TITLE}</h1>
    <p class="info-publi"><abbr class="published" title="2026-03-12T08:00:00Z">jeudi 12 mars 2026</abbr><span class="sep">,
    </span><span class="auteurs">par <span class="vcard author"><a class="url fn" href="/aut">Assitan Coulibalyba</a></span></span></p></div>
    <div class="chapo"><p>{PARAGRAPHS[0]}</p></div>
    <div class="texte entry-content"><p>{PARAGRAPHS[1]}</p><h3 class="spip">{SUBHEAD}</h3>
    <p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p></div>
    <div class="menu forum"><a href="#forum">Répondre à cet article</a></div></div></div>
    <div class="aside"><div class="menu"><h2>Dans la même rubrique</h2><ul><li><a href="/1">{OTHERS[0]}</a></li>
    <li><a href="/2">{OTHERS[1]}</a></li></ul></div></div></div>
    <div class="footer"><p>2010-2026 Le Fil du Mandé | <a href="/plan">Plan du site</a> | <a href="/c">Se connecter</a></p></div></div>""",
)

_OLD_THEME = _page(
    f"""
    <div id="header"><h1><a href="/">Le Fil du Mandé</a></h1><p class="description">L’information du Sud</p><ul id="nav">{MENU}</ul></div>
    <div id="content"><div class="post" id="post-7"><h2 class="posttitle"><a href="/p/7">{TITLE}</a></h2>
    <p class="postmetadata">Publié le 12 mars 2026 par Assitan Coulibalyba</p>
    <div class="entry">{BODY}</div><p class="postmetadata">Catégories : <a href="/eco">Économie</a></p></div>
    <h3 id="comments">1 commentaire</h3><ol class="commentlist"><li><cite>Yacouba</cite> dit :<p>Bravo aux femmes de la coopérative,
    elles montrent le chemin à toute la région ; il faut maintenant que les banques suivent et que la route soit enfin goudronnée.</p></li></ol>
    {FORM}</div><div id="sidebar"><ul><li><h2>Archives</h2><ul><li><a href="/m">mars 2026</a></li></ul></li></ul></div>
    <div id="footer"><p>Le Fil du Mandé est fièrement propulsé par WordPress</p></div>""",
)

_TABLES = _page(
    f"""
    <table width="100%"><tr><td colspan="3"><a href="/">Accueil</a> <a href="/p">Politique</a> <a href="/s">Sport</a></td></tr>
    <tr><td width="20%"><a href="/1">{OTHERS[0]}</a><br><a href="/2">{OTHERS[1]}</a><br><a href="/3">{OTHERS[2]}</a></td>
    <td><font size="5"><b>{TITLE}</b></font><br><br>{PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}<br><br><b>{SUBHEAD}</b><br><br>
    {PARAGRAPHS[2]}<br><br>{PARAGRAPHS[3]}<br><br><i>Assitan Coulibalyba</i></td>
    <td width="20%"><a href="/pub">Publicité</a></td></tr></table>""",
    title=TITLE,
)

_AROUND_ADS = _page(
    f"""
    <main><h1>{TITLE}</h1><div class="meta">Par Assitan Coulibalyba</div>
    <div class="story"><div class="part"><p>{PARAGRAPHS[0]}</p></div><div class="ad-slot">Publicité</div>
    <div class="part"><p>{PARAGRAPHS[1]}</p></div><div class="related-inline"><p>À lire aussi</p><a href="/1">{OTHERS[0]}</a></div>
    <div class="part"><h3>{SUBHEAD}</h3><p>{PARAGRAPHS[2]}</p></div><div class="newsletter-box"><p>Recevez notre lettre
    d’information chaque vendredi, avec les meilleurs reportages de la semaine et les annonces de nos partenaires.</p></div>
    <div class="part"><p>{PARAGRAPHS[3]}</p></div></div></main>
    <section class="most-read">{CARDS}</section><footer>Tous droits réservés</footer>""",
)

_JOOMLA = _page(
    f"""
    <div id="top"><ul class="nav menu">{MENU}</ul></div><div class="container"><div class="row"><main id="content">
    <div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header">
    <h2 itemprop="headline">{TITLE}</h2></div><dl class="article-info muted">
    <dt class="article-info-term">Détails</dt>
    <dd class="createdby" itemprop="author">Écrit par : <span itemprop="name">Assitan Coulibalyba</span></dd>
    <dd class="category-name">Catégorie : <a href="/eco">Économie</a></dd><dd class="published">
    <time datetime="2026-03-12">Publication : 12 mars 2026</time></dd><dd class="hits">Clics : 123</dd></dl>
    <div class="pull-right"><ul class="actions"><li class="print-icon"><a>Imprimer</a></li><li class="email-icon">
    <a>E-mail</a></li></ul></div><div itemprop="articleBody">{BODY}</div><ul class="pager pagenav">
    <li class="previous"><a href="/p">Précédent</a></li><li class="next"><a href="/n">Suivant</a></li></ul></div>
    </main><div id="aside" class="span3"><div class="well"><h3>Derniers articles</h3><ul class="latestnews"><li>
    <a href="/1">{OTHERS[0]}</a></li><li><a href="/2">{OTHERS[1]}</a></li></ul></div></div></div></div><footer>
    <p>© 2026 Le Fil du Mandé</p></footer>"""
)

_BLOGGER = _page(
    f"""
    <div class="header section"><h1 class="title"><a href="/">Le Fil du Mandé</a></h1></div>
    <div class="main section" id="main"><div class="widget Blog"><div class="blog-posts hfeed">
    <div class="date-outer"><h2 class="date-header"><span>jeudi 12 mars 2026</span></h2><div class="post-outer">
    <div class="post hentry"><h3 class="post-title entry-title">{TITLE}</h3><div class="post-body entry-content">
    <div class="separator"><img src="a.jpg"></div>{PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}<br><br><b>{SUBHEAD}</b><br>
    <br>{PARAGRAPHS[2]}<br><br>{PARAGRAPHS[3]}<div style="clear:both"></div></div><div class="post-footer">
    <span class="post-author vcard">Publié par <span class="fn">Assitan Coulibalyba</span>
    </span> <span class="post-timestamp">à <abbr class="published">09:12</abbr></span>
    <div class="post-share-buttons"><a>Envoyer par e-mail</a><a>BlogThis!</a><a>Partager sur X</a></div></div></div>
    <div class="comments" id="comments"><h4>Aucun commentaire:</h4><p>Enregistrer un commentaire</p></div></div>
    </div></div><div class="blog-pager"><a>Article plus récent</a><a>Accueil</a></div></div></div>
    <div class="sidebar section"><div class="widget"><h2>Archives du blog</h2><ul><li>mars 2026</li></ul></div>
    </div>"""
)

_DRUPAL = _page(
    f"""
    <div class="region region-header"><ul class="menu">{MENU}</ul></div><div class="region region-content">
    <h1 class="page-title">{TITLE}</h1><article class="node node--type-article node--view-mode-full">
    <footer class="node__meta">
    <div class="node__submitted">Soumis par <span>Assitan Coulibalyba</span> le jeu 12/03/2026 - 09:12</div>
    </footer><div class="node__content"><div class="field field--name-field-image"><img src=a.jpg alt="x"></div>
    <div class="field field--name-body">{BODY}</div><div class="field field--name-field-tags">
    <div class="field__label">Étiquettes</div><div class="field__items"><a href="/t">mangue</a></div></div></div>
    </article><section class="field--name-comment"><h2>Commentaires</h2>{FORM}</section></div>
    <div class="region region-sidebar"><h2>À la une</h2>{CARDS}</div>"""
)

_NO_CLASSES = _page(
    f"""
    <p><a href="/">Accueil</a> - <a href="/p">Politique</a> - <a href="/s">Sport</a></p><h1>{TITLE}</h1>
    <p>Par Assitan Coulibalyba, le 12 mars 2026</p>{BODY}<hr><p><a href="/1">{OTHERS[0]}</a></p><p>
    <a href="/2">{OTHERS[1]}</a></p><p>© 2026 Le Fil du Mandé</p>"""
)

_DIVISIONS = _page(
    f"""
    <div><div><div><a href="/">Accueil</a></div><div><a href="/s">Société</a></div></div><div><div>
    <div>{TITLE}</div><div>12 mars 2026</div><div>Assitan Coulibalyba</div><div>{PARAGRAPHS[0]}</div>
    <div>{PARAGRAPHS[1]}</div><div><b>{SUBHEAD}</b></div><div>{PARAGRAPHS[2]}</div><div>{PARAGRAPHS[3]}</div></div>
    <div><div>{OTHERS[0]}</div><div>{OTHERS[1]}</div></div></div></div>"""
)

_BARE = f"<h1>{TITLE}</h1>{BODY}"

PAGES = {
    "newspaper theme": _NEWSPAPER,
    "page builder": _ELEMENTOR,
    "spip": _SPIP,
    "old theme": _OLD_THEME,
    "layout tables": _TABLES,
    "around advertisements": _AROUND_ADS,
    "joomla": _JOOMLA,
    "blogger": _BLOGGER,
    "drupal": _DRUPAL,
    "no classes": _NO_CLASSES,
    "divisions only": _DIVISIONS,
    "bare fragment": _BARE,
}
