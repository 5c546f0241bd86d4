"""The desk for other programs: the same store in JSON, described by OpenAPI, under ``/api/v1``."""
