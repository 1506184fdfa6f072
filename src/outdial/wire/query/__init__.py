"""The query protocol of IAM and STS: forms in, XML out."""
