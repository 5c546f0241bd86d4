"""Pictures of pages: scans, photographs, PDFs whose pages are pictures."""
