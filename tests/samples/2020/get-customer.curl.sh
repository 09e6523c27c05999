curl --location --request GET 'https://api.credgenics.com/recovery/loan/{loan_id}' \
--header 'authenticationtoken: {auth_token}' \
--header 'role: {role}'
