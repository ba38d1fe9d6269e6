"""What everybody needs: errors, text, paths, language, settings, strict YAML. Imports nothing above it."""
