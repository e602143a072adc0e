"""Login through the provider of an organisation (OpenID Connect): the code flow of allauth, with
what it leaves unchecked checked here (docs/decisions/0034)."""
