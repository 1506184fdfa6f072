rootProject.name = "acme-calling"
