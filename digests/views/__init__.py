"""The pages of editions; own how a request becomes one call of the domain and an answer, and no rule."""
